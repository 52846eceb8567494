package io.natter.client.session;

import static io.natter.client.transport.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.natter.client.ConnectionEvent;
import io.natter.client.ConnectionEvent.StateChanged;
import io.natter.client.NatsConnection;
import io.natter.client.NatsOptions;
import io.natter.client.NatsOptionsBuilder;
import io.natter.client.ReconnectPolicy;
import io.natter.client.SyncSubscription;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A connection whose server goes away while it still serves, in a cluster in memory. */
class LameDuckMoveTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final ReconnectPolicy QUICK =
            ReconnectPolicy.exponential(Long.MAX_VALUE, Duration.ofMillis(1), Duration.ofMillis(5), 2, 0);

    private final MemoryCluster cluster = new MemoryCluster();
    private final MemoryCluster.Node a = cluster.node("a");
    private final MemoryCluster.Node b = cluster.node("b");
    private final List<ConnectionEvent> events = new CopyOnWriteArrayList<>();
    private final List<NatsConnection> made = new CopyOnWriteArrayList<>();

    private static NatsOptionsBuilder options(String... servers) {
        return NatsOptions.builder()
                .servers(servers)
                .keepServerOrder(true)
                .connectTimeout(PATIENCE)
                .reconnect(QUICK);
    }

    private NatsConnection connect(NatsOptionsBuilder options) {
        NatsConnection connection = ClientConnection.connect(options.build(), cluster);
        made.add(connection);
        return connection;
    }

    private NatsConnection connectWatched(String... servers) {
        return connect(options(servers).listeners((connection, event) -> events.add(event)));
    }

    @AfterEach
    void close() {
        made.forEach(NatsConnection::closeNow);
        cluster.loop.shutdownNow();
    }

    private List<String> states() {
        return events.stream()
                .filter(StateChanged.class::isInstance)
                .map(event -> ((StateChanged) event).to().name())
                .toList();
    }

    private static void assertNext(SyncSubscription subscription, String text) {
        assertThat(subscription.next(PATIENCE).orElseThrow().text()).isEqualTo(text);
    }

    @Test
    void whatTheNewServerBringsWaitsForTheOldOne() {
        NatsConnection nats = connectWatched("a", "b");
        NatsConnection other = connect(options("b"));
        SyncSubscription moved = nats.subscribe("to.moved");
        nats.flush(PATIENCE);
        MemoryTransport old = a.transports.get(0);
        old.holdUp();
        publish(other, 0, 10);
        a.lameDuck();
        MemoryTransport next = secondOfB();
        await().until(() -> next.operations().contains("SUB to.moved"));
        publish(other, 10, 20);
        await().untilAsserted(() -> assertThat(old.operations()).anyMatch(text -> text.startsWith("UNSUB")));
        publish(other, 20, 30);
        assertThat(moved.poll()).isNull();
        old.letGo();
        for (int i = 0; i < 30; i++) {
            assertNext(moved, String.valueOf(i));
        }
        await().until(() -> nats.server().equals("nats://b:4222"));
        nats.flush(PATIENCE);
        assertThat(moved.poll()).isNull();
    }

    @Test
    void whatTheNewServerBroughtIsThereWhenTheOldOneIsLost() {
        NatsConnection nats = connectWatched("a", "b");
        NatsConnection other = connect(options("b"));
        SyncSubscription moved = nats.subscribe("to.moved");
        nats.flush(PATIENCE);
        MemoryTransport old = a.transports.get(0);
        old.holdUp();
        a.lameDuck();
        await().untilAsserted(() -> assertThat(old.operations()).anyMatch(text -> text.startsWith("UNSUB")));
        publish(other, 0, 10);
        assertThat(moved.poll()).isNull();
        old.cut(new IOException("connection reset"));
        for (int i = 0; i < 10; i++) {
            assertNext(moved, String.valueOf(i));
        }
        await().until(() -> nats.server().equals("nats://b:4222"));
    }

    private MemoryTransport secondOfB() {
        await().until(() -> b.transports.size() == 2);
        return b.transports.get(1);
    }

    private static void publish(NatsConnection nats, int from, int to) {
        for (int i = from; i < to; i++) {
            nats.publish("to.moved", String.valueOf(i));
        }
        nats.flush(PATIENCE);
    }

    @ParameterizedTest(name = "run {0}")
    @ValueSource(ints = {1, 2, 3})
    void movesAwayFromALameDuckWithoutLossOrDoubles(int run) throws Exception {
        NatsConnection nats = connectWatched("a", "b");
        NatsConnection other = connect(options("b"));
        SyncSubscription toMoved = nats.subscribe("to.moved");
        SyncSubscription toOther = other.subscribe("to.other");
        nats.flush(PATIENCE);
        other.flush(PATIENCE);
        var stop = new AtomicBoolean();
        CompletableFuture<Integer> fromMoved = CompletableFuture.supplyAsync(() -> pump(nats, "to.other", stop));
        CompletableFuture<Integer> fromOther = CompletableFuture.supplyAsync(() -> pump(other, "to.moved", stop));
        for (int i = 0; i < 200 * run; i++) {
            assertNext(toOther, String.valueOf(i));
        }
        a.lameDuck();
        await().until(() -> nats.server().equals("nats://b:4222"));
        await().until(() -> a.transports.isEmpty());
        stop.set(true);
        for (int i = 200 * run; i < fromMoved.get(); i++) {
            assertNext(toOther, String.valueOf(i));
        }
        for (int i = 0; i < fromOther.get(); i++) {
            assertNext(toMoved, String.valueOf(i));
        }
        other.flush(PATIENCE);
        nats.flush(PATIENCE);
        assertThat(toMoved.poll()).isNull();
        assertThat(toOther.poll()).isNull();
        List<String> wanted = List.of("CONNECTED", "RECONNECTING", "CONNECTED");
        await().untilAsserted(() -> assertThat(states()).isEqualTo(wanted));
        assertThat(events).contains(new ConnectionEvent.LameDuck("nats://a:4222"));
    }

    private static int pump(NatsConnection nats, String subject, AtomicBoolean stop) {
        int number = 0;
        while (!stop.get()) {
            nats.publish(subject, String.valueOf(number++));
            if (number % 50 == 0) {
                nats.flush(PATIENCE);
            }
        }
        return number;
    }

    @Test
    void staysAtALoneLameDuckUntilItCloses() {
        NatsConnection nats = connectWatched("a");
        a.lameDuck();
        await().until(() -> events.contains(new ConnectionEvent.LameDuck("nats://a:4222")));
        nats.flush(PATIENCE);
        assertThat(states()).containsExactly("CONNECTED");
        a.cut();
        await().until(() -> states().size() == 3);
    }
}
