package io.natter.client.session;

import static io.natter.client.transport.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.natter.client.ConnectionEvent;
import io.natter.client.ConnectionListener;
import io.natter.client.ConnectionState;
import io.natter.client.NatsConnection;
import io.natter.client.messaging.HandlerThreads;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** Who is told what, in which order, and what a slow listener costs. */
class EventQueueTest {
    private static final NatsConnection CONNECTION = (NatsConnection) Proxy.newProxyInstance(
            EventQueueTest.class.getClassLoader(), new Class<?>[] {NatsConnection.class}, (proxy, method, args) -> {
                throw new UnsupportedOperationException(method.getName());
            });

    private static ConnectionEvent event(int number) {
        return new ConnectionEvent.PublishDropped(String.valueOf(number));
    }

    private static EventQueue queue(ConnectionListener... listeners) {
        return new EventQueue(CONNECTION, HandlerThreads.named("natter-listener"), List.of(listeners));
    }

    @Test
    void tellsEveryListenerInOrderWhateverOneThrows() {
        List<ConnectionEvent> told = new CopyOnWriteArrayList<>();
        EventQueue queue = queue((connection, event) -> {
            throw new IllegalStateException("meant to fail");
        });
        queue.add((connection, event) -> told.add(event));
        var expected = new ArrayList<ConnectionEvent>();
        for (int i = 0; i < 20; i++) {
            expected.add(event(i));
            queue.accept(event(i));
        }
        await().untilAsserted(() -> assertThat(told).containsExactlyElementsOf(expected));
    }

    @Test
    void aSlowListenerLosesEventsButNoChangeOfState() {
        var go = new CountDownLatch(1);
        List<ConnectionEvent> told = new CopyOnWriteArrayList<>();
        EventQueue queue = queue((connection, event) -> {
            try {
                go.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            told.add(event);
        });
        for (int i = 0; i < EventQueue.WAITING_MAX + 100; i++) {
            queue.accept(event(i));
        }
        var change = new ConnectionEvent.StateChanged(ConnectionState.CONNECTED, ConnectionState.CLOSED, "a", null);
        queue.accept(change);
        assertThat(queue.dropped()).isBetween(99L, 100L); // one may be with the listener already
        go.countDown();
        await().until(() -> told.contains(change));
        assertThat(told).hasSize(EventQueue.WAITING_MAX + 101 - (int) queue.dropped());
    }

    @Test
    void aRemovedListenerIsToldNoMore() {
        List<ConnectionEvent> told = new CopyOnWriteArrayList<>();
        ConnectionListener listener = (connection, event) -> told.add(event);
        EventQueue queue = queue(listener);
        queue.accept(event(1));
        await().until(() -> told.size() == 1);
        queue.remove(listener);
        queue.accept(event(2));
        assertThat(told).hasSize(1);
    }

    @Test
    void anExecutorThatTakesNothingDoesNoHarm() {
        Executor refusing = task -> {
            throw new RejectedExecutionException("shut down");
        };
        EventQueue queue = new EventQueue(CONNECTION, refusing, List.of((connection, event) -> {}));
        queue.accept(event(1));
        queue.accept(event(2));
        assertThat(queue.dropped()).isEqualTo(2);
    }
}
