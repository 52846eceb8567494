package io.natter.client.messaging;

import static io.natter.client.transport.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.natter.client.CodecException;
import io.natter.client.ConnectionClosedException;
import io.natter.client.ConnectionEvent;
import io.natter.client.ConnectionLostException;
import io.natter.client.DrainResult;
import io.natter.client.Message;
import io.natter.client.NatsOptions;
import io.natter.client.ServerErrorException;
import io.natter.client.SubscribeOptions;
import io.natter.client.Subscription;
import io.natter.client.SyncSubscription;
import io.natter.client.WhenFull;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Subscriptions from SUB to their end: what is sent, what is delivered, what is counted. */
class SubscriptionTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final Rig rig = new Rig();
    private final BlockingQueue<String> handled = new LinkedBlockingQueue<>();

    @Test
    void deliversInOrderToItsHandlerOnAnotherThread() throws Exception {
        List<Thread> threads = new ArrayList<>();
        Subscription subscription = rig.messaging.subscribe("a.*", Rig.defaults(), message -> {
            threads.add(Thread.currentThread());
            handled.add(message.subject() + "=" + message.text());
        });
        assertThat(rig.out.operations()).containsExactly("SUB a.* 2");
        rig.receive(Rig.msg("a.b", 2, "1") + Rig.msg("a.c", 2, "2") + Rig.msg("a.b", 2, "3"));
        assertThat(take(3)).containsExactly("a.b=1", "a.c=2", "a.b=3");
        assertThat(threads).doesNotContain(Thread.currentThread());
        await().until(() -> subscription.statistics().running() == 0);
        assertThat(subscription.statistics().delivered()).isEqualTo(3);
        assertThat(subscription.statistics().received()).isEqualTo(3);
        assertThat(subscription.statistics().receivedBytes()).isEqualTo(3);
    }

    @Test
    void aWaitThatIsWokenEndsWithNothing() throws Exception {
        SyncSubscription subscription = rig.messaging.subscribe("a", Rig.defaults());
        CompletableFuture<Boolean> isEmpty =
                CompletableFuture.supplyAsync(() -> subscription.next(LONG).isEmpty());
        subscription.wakeUp();
        assertThat(isEmpty.get(1, TimeUnit.MINUTES)).isTrue();
        assertThat(subscription.isActive()).isTrue();
    }

    @Test
    void aFailingHandlerIsCountedAndToldAndGoesOn() throws Exception {
        Subscription subscription = rig.messaging.subscribe("a", Rig.defaults(), message -> {
            handled.add(message.text());
            throw new IllegalStateException("on purpose");
        });
        rig.message("a", 2, "1");
        rig.message("a", 2, "2");
        assertThat(take(2)).containsExactly("1", "2");
        await().until(() -> subscription.statistics().failed() == 2);
        await().until(() -> rig.events.size() == 2);
        assertThat(rig.events.get(0)).isInstanceOfSatisfying(ConnectionEvent.HandlerFailed.class, event -> {
            assertThat(event.subscription()).isSameAs(subscription);
            assertThat(event.message().text()).isEqualTo("1");
            assertThat(event.cause()).hasMessage("on purpose");
        });
        assertThat(rig.messaging.figures().failed()).isEqualTo(2);
    }

    @Test
    void typedValuesAreReadByTheirCodecAndUnreadableOnesCounted() throws Exception {
        var codecs = io.natter.client.Codecs.BUILT_IN.with(Integer.class, new NumberCodec());
        Rig typed = new Rig(NatsOptions.builder().codecs(codecs).build());
        Subscription subscription = typed.messaging.subscribe(
                "a",
                Integer.class,
                Rig.defaults(),
                (value, message) -> handled.add(value + 1 + " " + message.subject()));
        typed.receive(Rig.msg("a", 2, "no number") + Rig.msg("a", 2, "41"));
        assertThat(take(1)).containsExactly("42 a");
        assertThat(subscription.statistics().failed()).isEqualTo(1);
        assertThat(typed.events)
                .singleElement()
                .isInstanceOfSatisfying(
                        ConnectionEvent.HandlerFailed.class,
                        event -> assertThat(event.cause()).isInstanceOf(CodecException.class));
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> typed.messaging.subscribe("a", Long.class, Rig.defaults(), (value, message) -> {}))
                .withMessageContaining("java.lang.Long")
                .withMessageContaining("NatsOptions.codecs");
    }

    @Test
    void badNamesAreRefusedBeforeAnythingIsSent() {
        assertThatIllegalArgumentException().isThrownBy(() -> rig.messaging.subscribe("a b", Rig.defaults()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rig.messaging.subscribe("a", SubscribeOptions.inQueue("q\r\nPING")));
        assertThat(rig.out.operations()).isEmpty();
    }

    @Test
    void pullsOneOrSeveralAndWhatIsLeftAfterUnsubscribe() {
        SyncSubscription subscription = rig.messaging.subscribe("a", SubscribeOptions.inQueue("q"));
        assertThat(subscription.poll()).isNull();
        assertThat(subscription.next(Duration.ZERO)).isEmpty();
        StringBuilder wire = new StringBuilder();
        for (int i = 0; i < 10; i++) {
            wire.append(Rig.msg("a", 2, "" + i));
        }
        rig.receive(wire.toString());
        assertThat(subscription.next(LONG).orElseThrow().text()).isEqualTo("0");
        assertThat(subscription.next(3, LONG)).extracting(Message::text).containsExactly("1", "2", "3");
        subscription.unsubscribe();
        subscription.unsubscribe();
        assertThat(rig.out.operations()).containsExactly("SUB a q 2", "UNSUB 2");
        List<Message> rest = new ArrayList<>();
        assertThat(subscription.drainTo(rest, 4)).isEqualTo(4);
        assertThat(subscription).extracting(Message::text).containsExactly("8", "9");
        assertThat(subscription.next(LONG)).isEmpty();
        assertThat(subscription.isActive()).isFalse();
        assertThat(subscription.statistics().delivered()).isEqualTo(10);
        rig.message("a", 2, "late");
        assertThat(rig.messaging.figures().orphaned()).isEqualTo(1);
    }

    @Test
    void aWaitingCallerWakesForAMessageAndForTheEnd() throws Exception {
        SyncSubscription subscription = rig.messaging.subscribe("a", Rig.defaults());
        CompletableFuture<List<String>> all = CompletableFuture.supplyAsync(() -> {
            List<String> texts = new ArrayList<>();
            subscription.forEach(message -> texts.add(message.text()));
            return texts;
        });
        rig.message("a", 2, "1");
        rig.message("a", 2, "2");
        await().until(() -> subscription.statistics().pending() == 0);
        rig.messaging.close(false);
        assertThat(all.get(1, TimeUnit.MINUTES)).containsExactly("1", "2");
    }

    @Test
    void anInterruptEndsAWaitAndIsKept() {
        SyncSubscription subscription = rig.messaging.subscribe("a", Rig.defaults());
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(io.natter.client.InterruptedWaitException.class)
                .isThrownBy(() -> subscription.next(LONG));
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void endsByItselfAfterItsLastMessage() {
        SyncSubscription subscription =
                rig.messaging.subscribe("a", Rig.defaults().withAutoUnsubscribeAfter(2));
        assertThat(rig.out.operations()).containsExactly("SUB a 2", "UNSUB 2 2");
        rig.receive(Rig.msg("a", 2, "1") + Rig.msg("a", 2, "2") + Rig.msg("a", 2, "3"));
        assertThat(subscription).extracting(Message::text).containsExactly("1", "2");
        assertThat(subscription.isActive()).isFalse();
        assertThat(rig.messaging.subscriptionCount()).isZero();
        assertThat(rig.messaging.figures().orphaned()).isEqualTo(1);
    }

    @Test
    void countsTheTotalFromTheBeginningAlsoOverReconnects() {
        SyncSubscription subscription = rig.messaging.subscribe("a", Rig.defaults());
        rig.receive(Rig.msg("a", 2, "1") + Rig.msg("a", 2, "2"));
        subscription.unsubscribeAfter(5);
        List<Inbound.Restored> restored = restored();
        assertThat(restored).containsExactly(new Inbound.Restored(2, "a", null, 3));
        rig.message("a", 2, "3");
        subscription.unsubscribeAfter(4);
        assertThat(rig.out.operations()).containsExactly("SUB a 2", "UNSUB 2 5", "UNSUB 2 2");
        rig.message("a", 2, "4");
        assertThat(subscription.isActive()).isFalse();
        assertThat(restored()).isEmpty();
        assertThat(subscription).extracting(Message::text).containsExactly("1", "2", "3", "4");
    }

    @Test
    void endsAtOnceWhenTheTotalIsPast() {
        SyncSubscription subscription = rig.messaging.subscribe("a", Rig.defaults());
        rig.receive(Rig.msg("a", 2, "1") + Rig.msg("a", 2, "2"));
        subscription.unsubscribeAfter(1);
        assertThat(rig.out.operations()).containsExactly("SUB a 2", "UNSUB 2");
        assertThat(subscription.isActive()).isFalse();
        assertThat(subscription.next(5, LONG)).hasSize(2);
        assertThatIllegalArgumentException().isThrownBy(() -> subscription.unsubscribeAfter(0));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            Permissions Violation for Subscription to "b"                               | - | b
            Permissions Violation for Subscription to "b" using queue "q"               | q | b
            Permissions Violation for Subscription to "b" using queue "q" (sid "3")     | q | b
            Permissions Violation for Subscription to "b" (sid "3")                     | - | b
            Permissions Violation for Subscription to "b", too many tokens              | - | b
            Permissions Violation for Subscription to "c"                               | - | -
            Permissions Violation for Subscription to "b"                               | q | -
            Permissions Violation for Publish to "b"                                    | - | -
            """)
    void aRefusalEndsTheSubscriptionItNames(String text, String queue, String refused) {
        SyncSubscription other = rig.messaging.subscribe("a", Rig.defaults().withQueue(queue));
        SyncSubscription subscription =
                rig.messaging.subscribe("b", Rig.defaults().withQueue(queue));
        rig.refuse(text);
        assertThat(other.isActive()).isTrue();
        assertThat(subscription.isActive()).isEqualTo(refused == null);
        if (refused != null) {
            assertThat(subscription.refusal())
                    .isInstanceOfSatisfying(
                            ServerErrorException.class,
                            refusal -> assertThat(refusal.text()).isEqualTo(text));
            assertThatExceptionOfType(ServerErrorException.class)
                    .isThrownBy(() -> subscription.next(LONG))
                    .withMessageContaining(text);
            assertThat(restored()).hasSize(1);
        }
    }

    @Test
    void theNumberTellsTwinsApart() {
        SyncSubscription first = rig.messaging.subscribe("a", Rig.defaults());
        SyncSubscription second = rig.messaging.subscribe("a", Rig.defaults());
        rig.refuse("Permissions Violation for Subscription to \"a\" (sid \"3\")");
        assertThat(first.isActive()).isTrue();
        assertThat(second.isActive()).isFalse();
    }

    @Test
    void drainHandlesWhatWasOnItsWay() throws Exception {
        Subscription subscription =
                rig.messaging.subscribe("a", Rig.defaults(), message -> handled.add(message.text()));
        CompletableFuture<DrainResult> drained = subscription.drainAsync(LONG);
        assertThat(rig.out.operations()).containsExactly("SUB a 2", "UNSUB 2", "PING");
        assertThat(subscription.isActive()).isFalse();
        rig.receive(Rig.msg("a", 2, "1") + Rig.msg("a", 2, "2"));
        assertThat(drained).isNotDone();
        assertThat(restored()).isEmpty();
        rig.receive("PONG\r\n");
        assertThat(drained.get(1, TimeUnit.MINUTES)).isEqualTo(new DrainResult(0, 0, true));
        assertThat(handled).containsExactly("1", "2");
        assertThat(subscription.drain(LONG).isComplete()).isTrue();
        assertThat(rig.timers.size()).isZero();
        assertThat(rig.messaging.subscriptionCount()).isZero();
    }

    @Test
    void drainSaysWhatItDidNotGetTo() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        Subscription subscription = rig.messaging.subscribe("a", Rig.defaults(), message -> {
            begun.countDown();
            release.await();
        });
        rig.receive(Rig.msg("a", 2, "1") + Rig.msg("a", 2, "2") + Rig.msg("a", 2, "3"));
        begun.await();
        CompletableFuture<DrainResult> drained = subscription.drainAsync(LONG);
        rig.receive("PONG\r\n");
        rig.timers.pass(LONG);
        assertThat(drained.get(1, TimeUnit.MINUTES)).isEqualTo(new DrainResult(3, 0, true));
        release.countDown();
        await().until(() -> subscription.statistics().running() == 0
                && subscription.statistics().pending() == 0);
        assertThat(subscription.statistics().delivered()).isEqualTo(1);
        assertThat(subscription.statistics().dropped()).isEqualTo(2);
    }

    @Test
    void drainGoesOnWhenTheConnectionBreaks() throws Exception {
        Subscription subscription = rig.messaging.subscribe("a", Rig.defaults(), message -> {});
        CompletableFuture<DrainResult> drained = subscription.drainAsync(LONG);
        rig.out.breakFence(new ConnectionLostException("lost"));
        assertThat(drained.get(1, TimeUnit.MINUTES)).isEqualTo(new DrainResult(0, 0, false));
    }

    @Test
    void drainOfAllTakesNoNewOnesAndKeepsTheInbox() throws Exception {
        rig.messaging.subscribe("a", Rig.defaults(), message -> handled.add(message.text()));
        rig.messaging.subscribe("b", Rig.defaults(), message -> handled.add(message.text()));
        CompletableFuture<DrainResult> drained = rig.messaging.drain(LONG, null);
        assertThat(rig.out.operations()).containsExactly("SUB a 2", "SUB b 3", "UNSUB 2", "UNSUB 3", "PING");
        assertThatExceptionOfType(ConnectionClosedException.class)
                .isThrownBy(() -> rig.messaging.subscribe("c", Rig.defaults()));
        rig.receive(Rig.msg("a", 2, "1") + Rig.msg("b", 3, "2") + "PONG\r\n");
        assertThat(drained.get(1, TimeUnit.MINUTES).isComplete()).isTrue();
        assertThat(handled).containsExactlyInAnyOrder("1", "2");
    }

    @Test
    void closingNowInterruptsAndDrops() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        Subscription subscription = rig.messaging.subscribe("a", Rig.defaults(), message -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException stopped) {
                interrupted.countDown();
            }
        });
        rig.receive(Rig.msg("a", 2, "1") + Rig.msg("a", 2, "2"));
        begun.await();
        rig.messaging.close(true);
        assertThat(interrupted.await(1, TimeUnit.MINUTES)).isTrue();
        await().until(() -> subscription.statistics().dropped() == 1);
    }

    @Test
    void readingStopsOnceForAQueueThatBlocks() {
        SyncSubscription subscription =
                rig.messaging.subscribe("a", Rig.defaults().withPending(2, 1_000, WhenFull.BLOCK));
        rig.receive(Rig.msg("a", 2, "1") + Rig.msg("a", 2, "2") + Rig.msg("a", 2, "3"));
        assertThat(rig.out.paused()).isEqualTo(1);
        subscription.next(2, LONG);
        assertThat(rig.out.paused()).isZero();
        assertThat(rig.events).hasSize(2);
        assertThat(rig.events.get(0)).isInstanceOf(ConnectionEvent.SlowConsumer.class);
        assertThat(rig.events.get(1)).isInstanceOf(ConnectionEvent.SlowConsumerRecovered.class);
        rig.receive(Rig.msg("a", 2, "4") + Rig.msg("a", 2, "5"));
        assertThat(rig.out.paused()).isEqualTo(1);
        subscription.close();
        assertThat(rig.out.paused()).isZero();
        assertThat(rig.messaging.figures().dropped()).isEqualTo(3);
    }

    @Test
    void handlersAreKnownByTheirThread() throws Exception {
        Rig other = new Rig();
        rig.messaging.subscribe(
                "a",
                Rig.defaults(),
                message -> handled.add(rig.messaging.isHandlerThread() + " " + other.messaging.isHandlerThread()));
        rig.message("a", 2, "1");
        assertThat(take(1)).containsExactly("true false");
        assertThat(rig.messaging.isHandlerThread()).isFalse();
    }

    @Test
    void orphansGoToTheirHandler() throws Exception {
        Rig orphaned = new Rig(NatsOptions.builder()
                .orphanHandler(message -> {
                    handled.add(message.text() + " " + message.subscription());
                    throw new IllegalStateException("on purpose");
                })
                .build());
        orphaned.message("a", 99, "1");
        orphaned.message("a", 99, "2");
        assertThat(take(2)).containsExactly("1 null", "2 null");
        assertThat(orphaned.messaging.figures().orphaned()).isEqualTo(2);
        await().until(() -> orphaned.messaging.figures().failed() == 2);
    }

    @Test
    void anExecutorThatRefusesLosesNothing() throws Exception {
        Rig full = new Rig(NatsOptions.builder()
                .executor(task -> {
                    throw new java.util.concurrent.RejectedExecutionException("full");
                })
                .build());
        full.messaging.subscribe("a", Rig.defaults(), message -> handled.add(message.text()));
        full.message("a", 2, "1");
        assertThat(take(1)).containsExactly("1");
    }

    private List<Inbound.Restored> restored() {
        return rig.messaging.restored();
    }

    private List<String> take(int count) throws InterruptedException {
        List<String> taken = new ArrayList<>();
        while (taken.size() < count) {
            String one = handled.poll(1, TimeUnit.MINUTES);
            assertThat(one).as("message %s of %s", taken.size() + 1, count).isNotNull();
            taken.add(one);
        }
        return taken;
    }
}
