package io.natter.client.messaging;

import static io.natter.client.transport.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.natter.client.DrainResult;
import io.natter.client.Subscription;
import io.natter.client.SyncSubscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom a drain waits for, and whom not: itself, and messages nobody takes. */
class DrainTest {
    private static final Duration LONG = Duration.ofHours(1);

    private final Rig rig = new Rig();
    private final List<String> handled = Collections.synchronizedList(new ArrayList<>());

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aHandlerThatDrainsItsOwnSubscriptionDoesNotWaitForItself(int concurrency) throws Exception {
        CompletableFuture<DrainResult> seen = new CompletableFuture<>();
        AtomicReference<Subscription> own = new AtomicReference<>();
        CountDownLatch isKnown = new CountDownLatch(1);
        own.set(rig.messaging.subscribe("a", Rig.defaults().withConcurrency(concurrency), message -> {
            isKnown.await();
            seen.complete(own.get().drain(LONG));
            handled.add(message.text());
        }));
        rig.receive(Rig.msg("a", 2, "1") + Rig.msg("a", 2, "2"));
        isKnown.countDown();
        DrainResult atOnce = seen.get(1, TimeUnit.MINUTES);
        assertThat(atOnce.isConfirmed()).isFalse();
        assertThat(atOnce.unhandledMessages()).isBetween(1L, 2L);
        rig.receive("PONG\r\n");
        assertThat(own.get().drain(LONG)).isEqualTo(new DrainResult(0, 0, true));
        assertThat(handled).containsExactlyInAnyOrder("1", "2");
    }

    @Test
    void anotherSubscriptionsHandlerWaits() throws Exception {
        Subscription one = rig.messaging.subscribe("a", Rig.defaults(), message -> handled.add(message.text()));
        CompletableFuture<DrainResult> seen = new CompletableFuture<>();
        rig.messaging.subscribe("b", Rig.defaults(), message -> seen.complete(one.drain(LONG)));
        rig.receive(Rig.msg("a", 2, "1") + Rig.msg("b", 3, "drain a"));
        await().until(() -> rig.out.operations().contains("PING"));
        assertThat(seen).isNotDone();
        rig.receive("PONG\r\n");
        assertThat(seen.get(1, TimeUnit.MINUTES)).isEqualTo(new DrainResult(0, 0, true));
    }

    @Test
    void messagesNobodyTakesAreNotWaitedForAndCanStillBeTaken() {
        SyncSubscription pulled = rig.messaging.subscribe("a", Rig.defaults());
        rig.receive(Rig.msg("a", 2, "1") + Rig.msg("a", 2, "2"));
        assertThat(pulled.next(LONG)).isPresent(); // this thread is going to wait
        DrainResult result = drainHere(pulled);
        assertThat(result).isEqualTo(new DrainResult(1, 0, true));
        assertThat(pulled.poll()).isNotNull();
        assertThat(pulled.iterator().hasNext()).isFalse();
    }

    @Test
    void messagesThatWereNeverTakenAreNotWaitedFor() {
        SyncSubscription pulled = rig.messaging.subscribe("a", Rig.defaults());
        rig.message("a", 2, "1");
        assertThat(drainHere(pulled)).isEqualTo(new DrainResult(1, 0, true));
    }

    private DrainResult drainHere(SyncSubscription pulled) {
        Thread server = new Thread(() -> {
            await().until(() -> rig.out.operations().contains("PING"));
            rig.receive("PONG\r\n");
        });
        server.start();
        return pulled.drain(LONG);
    }

    @Test
    void messagesAnotherThreadTakesAreWaitedFor() throws Exception {
        SyncSubscription pulled = rig.messaging.subscribe("a", Rig.defaults());
        CountDownLatch isTaking = new CountDownLatch(1);
        CountDownLatch mayGoOn = new CountDownLatch(1);
        Thread taker = new Thread(() -> pulled.forEach(message -> {
            handled.add(message.text());
            isTaking.countDown();
            awaitQuietly(mayGoOn);
        }));
        taker.start();
        rig.receive(Rig.msg("a", 2, "1") + Rig.msg("a", 2, "2"));
        isTaking.await();
        CompletableFuture<DrainResult> drained =
                CompletableFuture.supplyAsync(() -> drainHere(pulled), task -> new Thread(task).start());
        await().until(() -> rig.messaging.subscriptionCount() == 0);
        assertThat(drained).isNotDone();
        mayGoOn.countDown();
        assertThat(drained.get(1, TimeUnit.MINUTES)).isEqualTo(new DrainResult(0, 0, true));
        taker.join();
        assertThat(handled).containsExactly("1", "2");
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }
}
