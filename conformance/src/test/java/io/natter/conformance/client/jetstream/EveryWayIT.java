package io.natter.conformance.client.jetstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.natter.client.Nats;
import io.natter.client.NatsConnection;
import io.natter.client.NatsException;
import io.natter.client.NatsOptions;
import io.natter.client.ReconnectPolicy;
import io.natter.client.jetstream.JetStream;
import io.natter.client.jetstream.JetStreamOptions;
import io.natter.client.jetstream.StreamContext;
import io.natter.conformance.EachProgram;
import io.natter.conformance.ServerProgram;
import io.natter.conformance.client.Cluster;
import io.natter.conformance.client.KillableServer;
import io.natter.protocol.jetstream.ClusterInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** All ways to take messages, entries, elements and objects at once, while the server or its leader goes: nothing is lost, and none stalls. */
final class EveryWayIT {
    private static final Duration STALL_MOST = Duration.ofSeconds(5);
    private static final int SOME = 20;

    @TempDir
    private Path directory;

    @RegisterExtension
    private final JetStreamSite site = new JetStreamSite();

    private final StoreTimes inStream = new StoreTimes();
    private final StoreTimes inQueue = new StoreTimes();
    private final StoreTimes inBucket = new StoreTimes();
    private final Map<EveryWay, Arrivals> arrivals = new EnumMap<>(EveryWay.class);
    private final Map<EveryWay, AutoCloseable> takers = new EnumMap<>(EveryWay.class);

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable taker : takers.values()) {
            taker.close();
        }
    }

    @EachProgram
    void goOnAfterARestart(ServerProgram program) throws Exception {
        JetStream js = site.start(program, directory);
        run(js.connection(), site.connect(), 1, () -> {
            site.restart();
            return true;
        });
    }

    @EachProgram
    void goOnAfterAReconnect(ServerProgram program) throws Exception {
        JetStream js = site.start(program, directory);
        run(
                js.connection(),
                site.connect(),
                1,
                () -> js.connection().reconnect().join() == null);
    }

    @EachProgram
    void goOnAfterAKill(ServerProgram program) throws Exception {
        program.whyAbsent().ifPresent(reason -> assumeTrue(false, reason));
        Path config = directory.resolve("killed.conf");
        Files.writeString(
                config, "jetstream { store_dir: \"" + directory.resolve("store") + "\", sync_interval: always }\n");
        try (KillableServer server = new KillableServer(program, directory, "-c", config.toString())) {
            server.start();
            try (NatsConnection nats = connect(server.url());
                    NatsConnection other = connect(server.url())) {
                run(nats, other, 1, () -> {
                    server.kill();
                    server.start();
                    JetStreamSite.await("the server", () -> answers(JetStream.of(other)));
                    return true;
                });
            }
        }
    }

    @Test
    void goOnAfterATimeWithoutALeader() throws Exception {
        try (Cluster cluster = new Cluster(directory, EveryWayIT::jetStream);
                NatsConnection nats = connect(cluster.url(0));
                NatsConnection other = connect(cluster.url(0))) {
            JetStream hasty = JetStream.of(other, JetStreamOptions.DEFAULTS.withTimeout(Duration.ofSeconds(2)));
            JetStreamSite.await("a leader of all", () -> answers(hasty) && canMake(hasty));
            run(nats, other, 3, () -> {
                cluster.node(1).close();
                cluster.node(2).close();
                JetStreamSite.await("no leader", () -> !answers(hasty) || !hasLeaders(hasty));
                cluster.start(1);
                cluster.start(2);
                JetStreamSite.await("leaders of all", () -> answers(hasty) && hasLeaders(hasty));
                return true;
            });
        }
    }

    private static String jetStream(Path store) {
        return "jetstream { store_dir: \"" + store + "\", max_mem: 256M, max_file: 1G }\n";
    }

    private static NatsConnection connect(String url) {
        return Nats.connect(NatsOptions.builder()
                .servers(url)
                .connectInBackground(true)
                .ignoreDiscovered(true)
                .reconnect(ReconnectPolicy.exponential(
                        Long.MAX_VALUE, Duration.ofMillis(20), Duration.ofMillis(20), 1.0, 0.1))
                .drainTimeout(Duration.ofSeconds(5))
                .build());
    }

    private static boolean answers(JetStream js) {
        try {
            return js.accountInfo() != null;
        } catch (NatsException notNow) {
            return false;
        }
    }

    private static boolean canMake(JetStream js) {
        try {
            Ground.make(js, 3);
            return true;
        } catch (NatsException notYet) {
            return false;
        }
    }

    /** Whether all streams and their consumers have one. */
    private static boolean hasLeaders(JetStream js) {
        try {
            return js.streamNames().stream().map(js::stream).allMatch(EveryWayIT::hasLeader);
        } catch (NatsException notNow) {
            return false;
        }
    }

    private static boolean hasLeader(StreamContext stream) {
        return hasLeader(stream.cluster().info())
                && stream.consumerNames().stream()
                        .allMatch(name ->
                                hasLeader(stream.consumer(name).cluster().info()));
    }

    private static boolean hasLeader(Optional<ClusterInfo> info) {
        return info.filter(known -> !known.leader().isEmpty()).isPresent();
    }

    private void run(NatsConnection nats, NatsConnection other, int replicas, Callable<Boolean> absence)
            throws Exception {
        // a request whose answer is lost with the connection waits for its timeout
        JetStream taker = JetStream.of(nats, JetStreamOptions.DEFAULTS.withTimeout(Duration.ofSeconds(2)));
        JetStream feeder = JetStream.of(other, JetStreamOptions.DEFAULTS.withTimeout(Duration.ofSeconds(1)));
        JetStreamSite.await("a server", () -> answers(feeder));
        Ground ground = made("the ground", () -> Ground.make(taker, replicas));
        for (EveryWay way : EveryWay.values()) {
            Arrivals seen = new Arrivals(source(way));
            arrivals.put(way, seen);
            takers.put(way, made(way.name(), () -> way.begin(ground, seen)));
        }
        Ground fed = made("the ground to feed", () -> Ground.make(feeder, replicas));
        Feeding feeding = new Feeding(feeder, fed, inStream, inQueue, inBucket);
        arrivals.forEach((way, seen) ->
                JetStreamSite.await("the first of " + way, () -> seen.count() >= (way == EveryWay.OBJECT ? 1 : SOME)));

        arrivals.values().forEach(Arrivals::away);
        assertThat(absence.call()).isTrue();
        arrivals.values().forEach(Arrivals::back);
        arrivals.forEach((way, seen) -> JetStreamSite.await(way + " goes on", seen::isGoingOn));

        feeding.end();
        for (EveryWay way : EveryWay.values()) {
            hasAll(way);
        }
    }

    /** Asks until it is answered: requests are given up so soon here that a busy machine is too slow for some. */
    private static <T> T made(String what, Callable<T> making) {
        AtomicReference<@Nullable T> made = new AtomicReference<>();
        JetStreamSite.await(what, () -> {
            try {
                made.set(making.call());
                return true;
            } catch (NatsException notInTime) {
                return false;
            }
        });
        return Objects.requireNonNull(made.get());
    }

    private void hasAll(EveryWay way) throws Exception {
        Arrivals seen = Objects.requireNonNull(arrivals.get(way));
        StoreTimes source = source(way);
        List<String> expected = IntStream.range(0, source == null ? 0 : source.count())
                .mapToObj(Integer::toString)
                .toList();
        JetStreamSite.await(
                "all of " + way, () -> seen.failure().isPresent() || new HashSet<>(seen.texts()).containsAll(expected));
        takers.getOrDefault(way, () -> {}).close();
        assertThat(seen.failure()).as(way.name()).isEmpty();
        assertThat(seen.longest()).as("longest stall of " + way).isLessThan(STALL_MOST);
        if (way.isOrdered()) {
            assertThat(seen.texts()).as(way.name()).isEqualTo(expected);
        }
    }

    /** What it takes from; null for an object that is read over and over. */
    private @Nullable StoreTimes source(EveryWay way) {
        return switch (way) {
            case OBJECT -> null;
            case QUEUE -> inQueue;
            case WATCH, WATCH_PUBLISHER, UPDATES -> inBucket;
            default -> inStream;
        };
    }
}
