package io.natter.conformance.client.jetstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.client.ConnectionState;
import io.natter.client.Nats;
import io.natter.client.NatsConnection;
import io.natter.client.NatsException;
import io.natter.client.NatsOptions;
import io.natter.client.ReconnectPolicy;
import io.natter.client.jetstream.ConsumerContext;
import io.natter.client.jetstream.JetStream;
import io.natter.client.jetstream.JetStreamMessage;
import io.natter.client.jetstream.JetStreamOptions;
import io.natter.client.jetstream.PublishOptions;
import io.natter.client.jetstream.StreamContext;
import io.natter.client.jetstream.StreamMessage;
import io.natter.client.keyvalue.KeyValue;
import io.natter.client.keyvalue.KeyValueConfig;
import io.natter.client.keyvalue.KeyValueManagement;
import io.natter.conformance.ServerProgram;
import io.natter.conformance.client.KillableServer;
import io.natter.protocol.jetstream.ConsumerConfig;
import io.natter.protocol.jetstream.RetentionPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/**
 * Our server is killed again and again while it is published to, consumed from and used as a bucket; {@code -Dnatter.kills=50} for more.
 *
 * <p>What was acknowledged is there once and in order, a confirmed acknowledgement is never taken back, what was not acknowledged comes
 * again, a key has the last value that was confirmed or the one that was on its way, and what was deleted or purged stays gone; and while the
 * server runs nothing fails (T3, T12, T29, T32).
 */
final class KilledUnderLoadIT {
    private static final int ROUNDS = Integer.getInteger("natter.kills", 2);
    private static final int KEYS = 5;
    private static final Duration ACK_WAIT = Duration.ofSeconds(1);

    @TempDir
    private Path directory;

    private final long seed = Long.getLong("natter.seed", System.nanoTime());
    private final Set<Integer> events = new ConcurrentSkipListSet<>(); // acknowledged
    private final Set<Integer> jobs = new ConcurrentSkipListSet<>(); // acknowledged
    private final Set<Integer> delivered = new ConcurrentSkipListSet<>();
    private final Set<Integer> confirmed = new ConcurrentSkipListSet<>(); // whose acknowledgement was answered
    private final Set<Integer> cameAgain = new ConcurrentSkipListSet<>(); // although it was
    private final Map<String, Integer> values = new ConcurrentHashMap<>(); // confirmed
    private final Map<String, Integer> underWay = new ConcurrentHashMap<>();
    private final Queue<NatsException> failures = new ConcurrentLinkedQueue<>(); // while the server ran
    private int nextValue;
    private volatile boolean isToBeKilled;
    private final Churn churn = new Churn(seed);

    @Test
    void nothingThatWasAcknowledgedIsLost(TestReporter reporter) throws Exception {
        Random random = new Random(seed);
        String store = directory.resolve("store").toString();
        try (KillableServer server = new KillableServer(ServerProgram.NATTER, directory, "-js", "-sd", store)) {
            for (int round = 0; round < ROUNDS; round++) {
                server.start();
                isToBeKilled = false;
                int wanted = events.size() + 50 + random.nextInt(500);
                NatsConnection nats = connect(server);
                List<CompletableFuture<Void>> load = begin(jetStream(nats));
                JetStreamSite.await(
                        "load",
                        () -> events.size() >= wanted
                                || !failures.isEmpty()
                                || load.stream().anyMatch(Future::isDone));
                isToBeKilled = true;
                server.kill();
                nats.closeNow();
                load.forEach(CompletableFuture::join);
                assertThat(failures).as("while the server ran, seed " + seed).isEmpty();
            }
            server.start();
            try (NatsConnection nats = connect(server)) {
                check(jetStream(nats));
            }
        }
        reporter.publishEntry(Map.of(
                "kills", "" + ROUNDS,
                "events", "" + events.size(),
                "jobs", "" + jobs.size(),
                "confirmed", "" + confirmed.size(),
                "removals", "" + churn.removalCount(),
                "values", "" + nextValue));
    }

    private static NatsConnection connect(KillableServer server) {
        NatsConnection nats = Nats.connect(NatsOptions.of(server.url()).toBuilder()
                .connectInBackground(true)
                .reconnect(ReconnectPolicy.exponential(
                        Long.MAX_VALUE, Duration.ofMillis(20), Duration.ofMillis(20), 1.0, 0.1))
                .build());
        JetStreamSite.await("the connection", () -> nats.state() == ConnectionState.CONNECTED);
        return nats;
    }

    private static JetStream jetStream(NatsConnection nats) {
        return JetStream.of(nats, JetStreamOptions.DEFAULTS.withTimeout(JetStreamSite.PATIENCE));
    }

    private List<CompletableFuture<Void>> begin(JetStream js) {
        js.createOrUpdateStream(JetStreamSite.files("EVENTS").build());
        js.createOrUpdateStream(JetStreamSite.files("CHURN").build());
        js.createOrUpdateStream(JetStreamSite.files("JOBS")
                .retention(RetentionPolicy.WORK_QUEUE)
                .build());
        KeyValueManagement.of(js).createOrUpdate(KeyValueConfig.of("values"));
        return Stream.<Runnable>of(
                        () -> publish(js, "events.a", events),
                        () -> publish(js, "jobs.a", jobs),
                        () -> work(js),
                        () -> put(js),
                        () -> churn.publish(js),
                        () -> churn.remove(js))
                .map(this::inBackground)
                .toList();
    }

    // What it was at when the server ended is not known to have happened.
    private CompletableFuture<Void> inBackground(Runnable work) {
        return CompletableFuture.runAsync(
                () -> {
                    while (!isToBeKilled) {
                        try {
                            work.run();
                        } catch (NatsException failed) {
                            assertThat(failed.outcome()).isNotNull();
                            if (!isToBeKilled) {
                                failures.add(failed);
                            }
                        }
                    }
                },
                task -> new Thread(task, "test-load").start());
    }

    // The next number; the same again with the same id when it was not acknowledged.
    private static void publish(JetStream js, String subject, Set<Integer> acknowledged) {
        int number = acknowledged.size();
        js.publish(subject, "" + number, PublishOptions.id(subject + number));
        acknowledged.add(number);
    }

    private static ConsumerContext worker(JetStream js) {
        return js.stream("JOBS")
                .createOrUpdateConsumer(
                        ConsumerConfig.durable("worker").ackWait(ACK_WAIT).build());
    }

    // Some are confirmed, some only acknowledged, and some left alone when they come for the first time.
    private void work(JetStream js) {
        for (JetStreamMessage message : worker(js).fetch(20, Duration.ofMillis(200))) {
            int number = see(message);
            if (number % 3 == 0) {
                message.ackConfirmed();
                confirmed.add(number);
            } else if (number % 3 == 1 || message.metadata().deliveredCount() > 1) {
                message.ack();
            }
        }
    }

    private int see(JetStreamMessage message) {
        int number = Integer.parseInt(message.text());
        delivered.add(number);
        if (confirmed.contains(number)) {
            cameAgain.add(number);
        }
        return number;
    }

    private void put(JetStream js) {
        String key = "key" + nextValue % KEYS;
        underWay.put(key, nextValue);
        KeyValue.of(js, "values", String.class).put(key, "" + nextValue);
        values.put(key, nextValue);
        nextValue++;
    }

    private void check(JetStream js) {
        List<Integer> stored = stored(js.stream("EVENTS"));
        assertThat(stored).as("seed " + seed).isSorted().doesNotHaveDuplicates().containsAll(events);
        churn.check(js.stream("CHURN"));
        StreamContext queue = js.stream("JOBS");
        ConsumerContext worker = worker(js);
        JetStreamSite.await("an empty queue", () -> {
            worker.fetch(100, Duration.ofMillis(200)).forEach(message -> {
                see(message);
                message.ackConfirmed();
            });
            return queue.info().state().messages() == 0;
        });
        assertThat(cameAgain).as("confirmed and came again, seed " + seed).isEmpty();
        assertThat(delivered).as("seed " + seed).containsAll(jobs);
        KeyValue<String> bucket = KeyValue.of(js, "values", String.class);
        Map<String, Integer> found = new TreeMap<>();
        bucket.keys()
                .forEach(
                        key -> found.put(key, Integer.parseInt(bucket.value(key).orElse("-1"))));
        values.forEach((key, value) ->
                assertThat(found.get(key)).as(key + ", seed " + seed).isIn(value, underWay.get(key)));
    }

    private static List<Integer> stored(StreamContext stream) {
        List<Integer> numbers = new ArrayList<>();
        long last = stream.info().state().lastSequence();
        for (long seq = 1; seq <= last; seq++) {
            StreamMessage message = stream.message(seq).orElseThrow();
            numbers.add(Integer.parseInt(message.text()));
        }
        return numbers;
    }
}
