package io.natter.conformance.client;

import static io.natter.conformance.client.Testbed.PATIENCE;
import static io.natter.conformance.client.Testbed.next;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.natter.client.ConnectionEvent;
import io.natter.client.Message;
import io.natter.client.NatsConnection;
import io.natter.client.ServerErrorException;
import io.natter.client.SubscribeOptions;
import io.natter.client.Subscription;
import io.natter.client.SubscriptionStatistics;
import io.natter.client.SyncSubscription;
import io.natter.client.WhenFull;
import io.natter.conformance.EachProgram;
import io.natter.conformance.ServerProgram;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What comes in: handlers, queues and their bounds, counters, drains. */
final class SubscribingIT {
    @TempDir
    private Path directory;

    @RegisterExtension
    private final Testbed testbed = new Testbed();

    private final EventLog log = new EventLog();

    private NatsConnection connect(ServerProgram program) {
        Site site = testbed.start(Setting.open(program), directory);
        return testbed.connect(site.options().listeners(log).build());
    }

    @EachProgram
    @DisplayName("NJ-15 a handler that throws is reported each time, and its subscription goes on")
    void survivesItsHandler(ServerProgram program) {
        NatsConnection nats = connect(program);
        Subscription subscription = nats.subscribe("foo", message -> {
            throw new IllegalStateException("no " + message.text());
        });
        for (int i = 0; i < 70; i++) {
            nats.publish("foo", "" + i);
        }
        assertThat(subscription.drain(PATIENCE).isComplete()).isTrue();
        SubscriptionStatistics figures = subscription.statistics();
        assertThat(figures.received()).isEqualTo(70);
        assertThat(figures.failed()).isEqualTo(70);
        Testbed.await(
                "all failures told",
                () -> log.all(ConnectionEvent.HandlerFailed.class).size() == 70);
        assertThat(log.all(ConnectionEvent.HandlerFailed.class).get(69).cause()).hasMessage("no 69");
    }

    @EachProgram
    @DisplayName("NJ-21 a queue of ten drops what exceeds it, and says so once an episode")
    void dropsBeyondTheBound(ServerProgram program) throws InterruptedException {
        NatsConnection nats = connect(program);
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        List<String> handled = new CopyOnWriteArrayList<>();
        SubscribeOptions ten = SubscribeOptions.DEFAULTS.withPending(10, 1 << 20, WhenFull.DROP_NEW);
        Subscription subscription = nats.subscribe("foo", ten, message -> {
            entered.countDown();
            go.await();
            handled.add(message.text());
        });
        nats.publish("foo", "first");
        entered.await();
        for (int i = 0; i < 100; i++) {
            nats.publish("foo", "" + i);
        }
        nats.flush(PATIENCE);
        log.await(ConnectionEvent.SlowConsumer.class);
        go.countDown();
        subscription.drain(PATIENCE);
        SubscriptionStatistics figures = subscription.statistics();
        assertThat(figures.received()).isEqualTo(101);
        assertThat(figures.delivered() + figures.dropped()).isEqualTo(101);
        assertThat(handled).hasSize((int) figures.delivered()).hasSizeBetween(11, 12);
        assertThat(handled.subList(0, 11)).containsExactly("first", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
        assertThat(log.all(ConnectionEvent.SlowConsumer.class)).hasSize(1);
        assertThat(nats.statistics().droppedMessages()).isEqualTo(figures.dropped());
    }

    @EachProgram
    @DisplayName("a full queue may drop the oldest instead, or hold back the server")
    void dropsOldOrBlocks(ServerProgram program) {
        NatsConnection nats = connect(program);
        SyncSubscription newest =
                nats.subscribe("foo", SubscribeOptions.DEFAULTS.withPending(5, 1 << 20, WhenFull.DROP_OLD));
        for (int i = 0; i < 100; i++) {
            nats.publish("foo", "" + i);
        }
        newest.drainAsync(PATIENCE);
        nats.flush(PATIENCE);
        assertThat(newest).extracting(Message::text).containsExactly("95", "96", "97", "98", "99");
        SyncSubscription all = nats.subscribe("bar", SubscribeOptions.DEFAULTS.withPending(5, 1 << 20, WhenFull.BLOCK));
        for (int i = 0; i < 1_000; i++) {
            nats.publish("bar", "" + i);
        }
        for (int i = 0; i < 1_000; i++) {
            assertThat(next(all).text()).isEqualTo("" + i);
        }
        assertThat(all.statistics().dropped()).isZero();
    }

    @EachProgram
    @DisplayName("NJ-24 while others publish, a drained subscription has handled all it received")
    void drainsASubscriptionUnderLoad(ServerProgram program) {
        NatsConnection nats = connect(program);
        AtomicInteger handled = new AtomicInteger();
        Subscription subscription = nats.subscribe("foo", message -> handled.incrementAndGet());
        AtomicBoolean stop = new AtomicBoolean();
        CompletableFuture<Long> publisher = Testbed.inBackground(() -> {
            long count = 0;
            while (!stop.get()) {
                Testbed.awaitRoom(subscription);
                nats.publish("foo", "x");
                count++;
            }
            return count;
        });
        Testbed.await("load", () -> handled.get() > 1_000);
        assertThat(subscription.drain(PATIENCE).unhandledMessages()).isZero();
        SubscriptionStatistics figures = subscription.statistics();
        assertThat(figures.received()).isEqualTo(figures.delivered());
        assertThat(handled.get()).isEqualTo((int) figures.delivered());
        stop.set(true);
        long published = publisher.join();
        assertThat(handled.get()).isEqualTo((int) figures.delivered());
        nats.flush(PATIENCE);
        assertThat(nats.statistics().publishedMessages()).isEqualTo(published);
    }

    @EachProgram
    @DisplayName("NJ-25 a connection drained under load has handled all it received, and publishers are told")
    void drainsAConnectionUnderLoad(ServerProgram program) {
        NatsConnection nats = connect(program);
        AtomicInteger handled = new AtomicInteger();
        Subscription subscription = nats.subscribe("foo", message -> handled.incrementAndGet());
        CompletableFuture<Throwable> refused = Testbed.inBackground(() -> {
            try {
                while (true) {
                    Testbed.awaitRoom(subscription);
                    nats.publish("foo", "x");
                }
            } catch (RuntimeException e) {
                return e;
            }
        });
        Testbed.await("load", () -> handled.get() > 1_000);
        assertThat(nats.drain(PATIENCE).isComplete()).isTrue();
        assertThat(refused.join()).isInstanceOf(io.natter.client.ConnectionClosedException.class);
        assertThat(subscription.statistics().received()).isEqualTo(handled.get());
        assertThat(nats.statistics().publishedMessages()).isEqualTo(handled.get());
    }

    @EachProgram
    @DisplayName("NJ-32 a thousand subscriptions with ten messages each: all handled, all counted")
    void countsExactly(ServerProgram program) {
        NatsConnection nats = connect(program);
        int count = Integer.getInteger("natter.client.subscriptions", 1_000);
        AtomicInteger handled = new AtomicInteger();
        List<Subscription> subscriptions = new ArrayList<>();
        SyncSubscription acks = nats.subscribe("acks");
        for (int i = 0; i < count; i++) {
            subscriptions.add(nats.subscribe("foo." + i, message -> {
                handled.incrementAndGet();
                nats.publish("acks", message.payload());
            }));
        }
        for (int round = 0; round < 10; round++) {
            for (int i = 0; i < count; i++) {
                nats.publish("foo." + i, "x");
            }
        }
        for (int i = 0; i < 10 * count; i++) {
            next(acks);
        }
        assertThat(nats.drain(PATIENCE).isComplete()).isTrue();
        assertThat(handled).hasValue(10 * count);
        assertThat(subscriptions).allSatisfy(subscription -> {
            assertThat(subscription.statistics().delivered()).isEqualTo(10);
            assertThat(subscription.statistics().pending()).isZero();
        });
        assertThat(nats.statistics().receivedMessages()).isEqualTo(20L * count);
    }

    @EachProgram
    @DisplayName("NJ-30 with concurrency, messages of one key keep their order")
    void keepsOrderPerKey(ServerProgram program) {
        NatsConnection nats = connect(program);
        Map<String, List<Integer>> seen = new ConcurrentHashMap<>();
        SubscribeOptions parallel = SubscribeOptions.DEFAULTS.withConcurrency(8).orderedBy(Message::subject);
        nats.subscribe(
                "key.*",
                parallel,
                message -> seen.computeIfAbsent(message.subject(), subject -> new CopyOnWriteArrayList<>())
                        .add(Integer.parseInt(message.text())));
        for (int i = 0; i < 400; i++) {
            nats.publish("key." + i % 5, "" + i);
        }
        nats.drain(PATIENCE);
        assertThat(seen).hasSize(5);
        assertThat(seen.values())
                .allSatisfy(numbers -> assertThat(numbers).hasSize(80).isSorted());
    }

    @EachProgram
    @DisplayName("NJ-40 a message for no subscription any more is counted, and goes to the orphan handler")
    void countsOrphans(ServerProgram program) {
        Site site = testbed.start(Setting.open(program), directory);
        List<String> orphans = new CopyOnWriteArrayList<>();
        NatsConnection nats = testbed.connect(site.options()
                .orphanHandler(message -> orphans.add(message.text()))
                .build());
        SyncSubscription subscription = nats.subscribe("foo");
        for (int i = 0; i < 1_000; i++) {
            nats.publish("foo", "" + i);
        }
        subscription.close();
        nats.flush(PATIENCE);
        long orphaned = nats.statistics().orphanedMessages();
        Testbed.await("orphans", () -> orphans.size() == orphaned);
        assertThat(subscription.statistics().received() + orphaned).isLessThanOrEqualTo(1_000);
        assertThat(subscription.isActive()).isFalse();
    }

    @EachProgram
    @DisplayName("a refused subscription says why, and a refused publish is told to the listener")
    void tellsRefusals(ServerProgram program) {
        String config = "authorization { timeout: 60, users: [ {user: u, password: p, permissions: {"
                + "publish: {allow: \"may.>\"}, subscribe: {allow: [\"may.>\"]}}} ] }";
        Site site = testbed.start(Setting.open(program), config, directory);
        NatsConnection nats = testbed.connect(site.options()
                .authentication(io.natter.client.Authentication.userPassword("u", "p"))
                .listeners(log)
                .build());
        SyncSubscription refused = nats.subscribe("secret.x");
        SyncSubscription allowed = nats.subscribe("may.x");
        nats.publish("may.x", "fine");
        nats.publish("secret.y", "lost");
        assertThat(next(allowed).text()).isEqualTo("fine");
        nats.flush(PATIENCE);
        assertThatThrownBy(() -> refused.next(PATIENCE)).isInstanceOf(ServerErrorException.class);
        assertThat(refused.isActive()).isFalse();
        assertThat(refused.refusal()).isNotNull();
        Testbed.await(
                "both refusals",
                () -> log.all(ConnectionEvent.ServerError.class).size() == 2);
        assertThat(log.all(ConnectionEvent.ServerError.class))
                .extracting(event -> event.error().kind())
                .containsOnly(ServerErrorException.Kind.PERMISSION);
        assertThat(log.all(ConnectionEvent.ServerError.class))
                .extracting(event -> event.error().subject())
                .containsExactlyInAnyOrder("secret.x", "secret.y");
    }

    @EachProgram
    @DisplayName("NJ-31 a count of messages in all is meant from the subscription's beginning")
    void endsAfterATotal(ServerProgram program) {
        NatsConnection nats = connect(program);
        SyncSubscription subscription = nats.subscribe("foo");
        for (int i = 0; i < 5; i++) {
            nats.publish("foo", "" + i);
        }
        for (int i = 0; i < 5; i++) {
            next(subscription);
        }
        subscription.unsubscribeAfter(8);
        for (int i = 5; i < 20; i++) {
            nats.publish("foo", "" + i);
        }
        assertThat(subscription).extracting(Message::text).containsExactly("5", "6", "7");
        assertThat(subscription.isActive()).isFalse();
    }

    @EachProgram
    @DisplayName("NJ-09 the text forms of messages show subjects and headers, never payloads")
    void showsNoPayload(ServerProgram program) {
        NatsConnection nats = connect(program);
        SyncSubscription subscription = nats.subscribe("foo");
        nats.publish("foo", "s3cret", io.natter.protocol.wire.Headers.of("Name", "value"));
        Message message = next(subscription);
        assertThat(message.toString()).contains("foo").doesNotContain("s3cret");
        assertThat(io.natter.client.Outgoing.of("foo", "s3cret").toString()).doesNotContain("s3cret");
    }
}
