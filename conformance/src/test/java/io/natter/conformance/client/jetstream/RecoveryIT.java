package io.natter.conformance.client.jetstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.client.jetstream.ConsumeOptions;
import io.natter.client.jetstream.ConsumerContext;
import io.natter.client.jetstream.Consumption;
import io.natter.client.jetstream.JetStream;
import io.natter.client.jetstream.JetStreamMessage;
import io.natter.client.jetstream.JetStreamMessages;
import io.natter.client.jetstream.JetStreamPublisher;
import io.natter.client.jetstream.MessageConsumer;
import io.natter.client.jetstream.PublisherOptions;
import io.natter.client.jetstream.StreamContext;
import io.natter.conformance.EachProgram;
import io.natter.conformance.ServerProgram;
import io.natter.protocol.jetstream.ConsumerConfig;
import io.natter.protocol.jetstream.ConsumerConfigBuilder;
import io.natter.protocol.jetstream.RetentionPolicy;
import io.natter.protocol.jetstream.StreamConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Restarts, reconnects and lost consumers in the middle of every kind of consumption: all messages come, and within five seconds. */
final class RecoveryIT {
    private static final int MESSAGES = 3_000;
    private static final Duration STALL_MOST = Duration.ofSeconds(5);

    @TempDir
    private Path directory;

    @RegisterExtension
    private final JetStreamSite site = new JetStreamSite();

    /** What was seen, and the longest time nothing came. Thread-safe. */
    static final class Seen {
        final Set<String> texts = ConcurrentHashMap.newKeySet();
        final List<Long> sequences = new ArrayList<>(); // guarded by itself
        private final AtomicLong lastNs = new AtomicLong(System.nanoTime());
        private final AtomicLong longestNs = new AtomicLong();

        void add(JetStreamMessage message) {
            synchronized (sequences) {
                sequences.add(message.metadata().streamSequence());
            }
            texts.add(message.text()); // last: whoever has seen all texts finds all sequences
            long now = System.nanoTime();
            longestNs.accumulateAndGet(now - lastNs.getAndSet(now), Math::max);
        }

        Duration longest() {
            return Duration.ofNanos(longestNs.get());
        }
    }

    /** A way to take messages until it is closed. */
    enum Way {
        /** A handler. */
        CONSUME((consumer, seen) -> consumer.consume(message -> take(message, seen))),
        /** Four handlers at once. */
        CONSUME_AT_ONCE((consumer, seen) ->
                consumer.consume(ConsumeOptions.ackOnReturn().withConcurrency(4), message -> seen.add(message))),
        /** A loop. */
        MESSAGES((consumer, seen) -> {
            JetStreamMessages messages = consumer.messages();
            inBackground(() -> messages.forEach(message -> take(message, seen)));
            return messages;
        }),
        /** Batch after batch. */
        FETCH((consumer, seen) -> {
            AtomicBoolean stop = new AtomicBoolean();
            CompletableFuture<Void> done = inBackground(() -> {
                while (!stop.get()) {
                    consumer.fetch(100, Duration.ofSeconds(1)).forEach(message -> take(message, seen));
                }
            });
            return () -> {
                stop.set(true);
                done.cancel(true);
            };
        }),
        /** A subscriber with demand. */
        PUBLISHER((consumer, seen) -> {
            TenAhead<JetStreamMessage> subscriber = new TenAhead<>(message -> take(message, seen));
            consumer.publisher().subscribe(subscriber);
            return subscriber;
        });

        final BiFunction<MessageConsumer, Seen, AutoCloseable> begin;

        Way(BiFunction<MessageConsumer, Seen, AutoCloseable> begin) {
            this.begin = begin;
        }
    }

    private static void take(JetStreamMessage message, Seen seen) {
        seen.add(message);
        message.ack();
    }

    private static CompletableFuture<Void> inBackground(Runnable work) {
        return CompletableFuture.runAsync(work, task -> {
            Thread thread = new Thread(task, "test-background");
            thread.setDaemon(true);
            thread.start();
        });
    }

    /** What happens in the middle. */
    enum Trouble {
        /** The server is stopped and started again. */
        RESTART {
            @Override
            void happen(JetStreamSite site, JetStream js, String consumer) {
                site.restart();
            }
        },
        /** The connection is made anew. */
        RECONNECT {
            @Override
            void happen(JetStreamSite site, JetStream js, String consumer) {
                js.connection().reconnect().join();
            }
        };

        abstract void happen(JetStreamSite site, JetStream js, String consumer);
    }

    static Stream<Object[]> cases() {
        return Stream.of(Trouble.values())
                .flatMap(trouble -> Stream.of(Way.values()).map(way -> new Object[] {trouble, way}));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("cases")
    void losesNothing(Trouble trouble, Way way) throws Exception {
        JetStream js = site.start(ServerProgram.NATTER, directory);
        StreamContext stream = JetStreamSite.stream(js, "ORDERS");
        ConsumerContext consumer = stream.createConsumer(
                ConsumerConfig.durable("worker").ackWait(Duration.ofSeconds(2)).build());
        Seen seen = new Seen();
        try (AutoCloseable taking = way.begin.apply(consumer, seen)) {
            flood(JetStream.of(site.connect()), site, js, trouble);
            JetStreamSite.await("all messages", () -> seen.texts.size() == MESSAGES);
            assertThat(taking).isNotNull();
            js.publish("orders.a", "last");
            JetStreamSite.await("the last message", () -> seen.texts.contains("last"));
        }
        assertThat(seen.longest()).isLessThan(STALL_MOST);
    }

    /** Publishes all, with two troubles within. */
    private static void flood(JetStream other, JetStreamSite site, JetStream js, Trouble trouble) {
        try (JetStreamPublisher out =
                other.publisher(PublisherOptions.window(100).withGeneratedIds())) {
            for (int i = 0; i < MESSAGES; i++) {
                out.send("orders.a", "" + i);
                if (i == MESSAGES / 3 || i == 2 * MESSAGES / 3) {
                    trouble.happen(site, js, "worker");
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void readsInOrderAndOnce(Trouble trouble, Way way) throws Exception {
        JetStream js = site.start(ServerProgram.NATTER, directory);
        StreamContext stream = JetStreamSite.stream(js, "ORDERS");
        Seen seen = new Seen();
        try (AutoCloseable taking = way.begin.apply(stream.orderedConsumer(), seen)) {
            flood(JetStream.of(site.connect()), site, js, trouble);
            JetStreamSite.await("all messages", () -> seen.texts.size() == MESSAGES);
            assertThat(taking).isNotNull();
        }
        for (int i = 0; i < MESSAGES; i++) {
            assertThat(seen.sequences.get(i)).isEqualTo(i + 1);
        }
        assertThat(seen.sequences).hasSize(MESSAGES);
        assertThat(seen.longest()).isLessThan(STALL_MOST);
    }

    @EachProgram
    void makesAnEphemeralConsumerAgainThatARestartHasForgotten(ServerProgram program) {
        JetStream js = site.start(program, directory);
        StreamContext stream = JetStreamSite.stream(js, "ORDERS");
        forgetAndGoOn(js, stream, ConsumerConfig.builder().memoryStorage(true));
    }

    @EachProgram
    void makesAnEphemeralPushConsumerAgain(ServerProgram program) {
        JetStream js = site.start(program, directory);
        StreamContext stream = JetStreamSite.stream(js, "ORDERS");
        forgetAndGoOn(
                js,
                stream,
                ConsumerConfig.builder()
                        .memoryStorage(true)
                        .deliverSubject("deliver.here")
                        .idleHeartbeat(Duration.ofMillis(500)));
    }

    @EachProgram
    void makesAnEphemeralConsumerOfAWorkQueueAgain(ServerProgram program) {
        JetStream js = site.start(program, directory);
        StreamContext stream = js.createStream(StreamConfig.builder("ORDERS")
                .subjects("orders.>")
                .retention(RetentionPolicy.WORK_QUEUE)
                .build());
        forgetAndGoOn(js, stream, ConsumerConfig.builder().memoryStorage(true));
    }

    private void forgetAndGoOn(JetStream js, StreamContext stream, ConsumerConfigBuilder config) {
        ConsumerContext consumer = stream.createConsumer(config.build());
        Seen seen = new Seen();
        try (Consumption consumption = consumer.consume(ConsumeOptions.ackOnReturn(), seen::add)) {
            JetStreamSite.publish(js, "orders.a", 0, 100);
            JetStreamSite.await("the first", () -> seen.texts.size() == 100);
            stream.deleteConsumer(consumer.name());
            JetStreamSite.publish(js, "orders.a", 100, 200);
            JetStreamSite.await("the second", () -> seen.texts.size() == 200);
            site.restart();
            JetStreamSite.publish(js, "orders.a", 200, 300);
            JetStreamSite.await("the third", () -> seen.texts.size() == 300);
            assertThat(consumption.isActive()).isTrue();
        }
        assertThat(seen.longest()).isLessThan(STALL_MOST);
    }
}
