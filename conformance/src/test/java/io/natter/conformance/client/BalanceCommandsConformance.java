package io.natter.conformance.client;

import static org.awaitility.Awaitility.await;

import io.natter.client.NatsConnection;
import io.natter.client.NatsException;
import io.natter.client.jetstream.JetStream;
import io.natter.client.jetstream.JetStreamOptions;
import io.natter.client.jetstream.StreamContext;
import io.natter.protocol.jetstream.ClusterInfo;
import io.natter.protocol.jetstream.ConsumerConfig;
import io.natter.protocol.jetstream.Placement;
import io.natter.protocol.jetstream.StreamConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Leaders of streams and consumers are spread over the servers of a cluster. */
final class BalanceCommandsConformance {
    private static final String APP = " --user app --password " + NatterRun.PASSWORD;
    private static final List<String> NODES = List.of("node0", "node1", "node2");
    private static final int GROUPS = 4;

    @TempDir
    private Path directory;

    private static String config(Path store) {
        return """
                accounts { APP { jetstream: enabled, users: [ {user: app, password: %s} ] } }
                jetstream: { store_dir: "%s" }
                """.formatted(NatterRun.PASSWORD, store);
    }

    /** Waits until a cluster that is still finding its leaders does it. */
    private static void sooner(String what, Callable<Boolean> step) {
        await(what)
                .atMost(Testbed.PATIENCE)
                .ignoreExceptionsInstanceOf(NatsException.class)
                .until(step);
    }

    private static StreamContext made(JetStream js, int number) {
        StreamConfig config = StreamConfig.builder("S" + number)
                .subjects("s." + number)
                .replicas(NODES.size())
                .build();
        sooner("stream " + number, () -> !js.createOrUpdateStream(config).name().isEmpty());
        return js.stream("S" + number);
    }

    private static String leader(StreamContext stream) {
        return stream.cluster().info().map(ClusterInfo::leader).orElse("");
    }

    private static void leadAll(StreamContext stream, String server) {
        sooner(stream.name() + " led by " + server, () -> {
            if (!leader(stream).equals(server)) {
                stream.cluster().stepDown(new Placement("", List.of(), server));
            }
            return leader(stream).equals(server);
        });
    }

    private static boolean isEven(Stream<String> leaders) {
        List<String> all = leaders.toList();
        List<Integer> counts =
                NODES.stream().map(node -> Collections.frequency(all, node)).toList();
        return Collections.max(counts) - Collections.min(counts) <= 1;
    }

    private String run(Cluster cluster, String line) {
        return NatterRun.of(cluster.url(0), directory, line + APP).out();
    }

    @Test
    void leadersOfStreamsAndConsumersAreSpread() {
        try (Cluster cluster = new Cluster(directory, BalanceCommandsConformance::config);
                NatsConnection nats = cluster.connect(0, "app", NatterRun.PASSWORD)) {
            JetStream js = JetStream.of(nats, JetStreamOptions.DEFAULTS.withTimeout(Duration.ofSeconds(2)));
            List<StreamContext> streams = new ArrayList<>();
            for (int i = 0; i < GROUPS; i++) {
                streams.add(made(js, i));
            }
            streams.forEach(stream -> leadAll(stream, "node0"));
            sooner(
                    "streams in balance",
                    () -> run(cluster, "stream cluster balance").equals("Balanced 0 streams.\n")
                            && isEven(streams.stream().map(BalanceCommandsConformance::leader)));

            StreamContext stream = streams.get(0);
            for (int i = 0; i < GROUPS; i++) {
                ConsumerConfig config =
                        ConsumerConfig.durable("c" + i).replicas(NODES.size()).build();
                sooner(
                        "consumer " + i,
                        () -> !stream.createOrUpdateConsumer(config).name().isEmpty());
            }
            sooner(
                    "consumers in balance",
                    () -> run(cluster, "consumer cluster balance S0").equals("Balanced 0 consumers on S0\n")
                            && isEven(stream.consumers().stream().map(info -> leader(info.cluster()))));
        }
    }

    private static String leader(@Nullable ClusterInfo cluster) {
        return cluster == null ? "" : cluster.leader();
    }
}
