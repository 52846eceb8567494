package io.natter.conformance.client.jetstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.natter.client.NatsConnection;
import io.natter.client.NatsException;
import io.natter.client.jetstream.ConsumerContext;
import io.natter.client.jetstream.JetStream;
import io.natter.client.jetstream.JetStreamApiException;
import io.natter.client.jetstream.JetStreamCluster;
import io.natter.client.jetstream.JetStreamOptions;
import io.natter.client.jetstream.StreamCluster;
import io.natter.client.jetstream.StreamContext;
import io.natter.conformance.EachProgram;
import io.natter.conformance.ServerProgram;
import io.natter.conformance.client.Cluster;
import io.natter.protocol.jetstream.ApiErrorCode;
import io.natter.protocol.jetstream.ClusterInfo;
import io.natter.protocol.jetstream.ConsumerConfig;
import io.natter.protocol.jetstream.Placement;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Who leads and who keeps: in a cluster of three, and where there is none. */
final class StreamClusterConformance {
    @TempDir
    private Path directory;

    @RegisterExtension
    private final JetStreamSite site = new JetStreamSite();

    @EachProgram
    void aServerAloneSaysThatItIsAlone(ServerProgram program) {
        JetStream js = site.start(program, directory);
        StreamContext stream = JetStreamSite.stream(js, "S");
        ConsumerContext consumer =
                stream.createOrUpdateConsumer(ConsumerConfig.durable("c").build());

        isAlone(() -> stream.cluster().stepDown());
        isAlone(() -> stream.cluster().stepDown(at("node1")));
        isAlone(() -> stream.cluster().removePeer("node1"));
        isAlone(() -> stream.cluster().evacuatePeer("node1"));
        isAlone(() -> stream.cluster().cancelMove());
        isAlone(() -> consumer.cluster().stepDown());
        isAlone(() -> consumer.cluster().stepDown(at("node1")));
    }

    private static Placement at(String server) {
        return new Placement("", List.of(), server);
    }

    private static void isAlone(ThrowingCallable call) {
        refuses(ApiErrorCode.CLUSTER_REQUIRED, call);
    }

    private static void refuses(ApiErrorCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        JetStreamApiException.class,
                        refused -> assertThat(refused.is(code))
                                .as(refused.getMessage())
                                .isTrue());
    }

    @Test
    void leadersAndPeersOfAClusterAreMoved() {
        try (Cluster cluster = new Cluster(directory, StreamClusterConformance::jetStream);
                NatsConnection nats = cluster.connect(0);
                NatsConnection system = cluster.connect(0, "admin", "secret")) {
            JetStream js = JetStream.of(nats, JetStreamOptions.DEFAULTS.withTimeout(Duration.ofSeconds(2)));
            JetStreamSite.await(
                    "a leader of all",
                    () -> answered(() -> js.createOrUpdateStream(
                            JetStreamSite.files("S").replicas(3).build())));
            StreamContext stream = js.stream("S");
            JetStreamSite.await(
                    "a consumer",
                    () -> answered(() -> stream.createOrUpdateConsumer(
                            ConsumerConfig.durable("c").replicas(3).build())));
            ConsumerContext consumer = stream.consumer("c");

            for (String server : List.of("node0", "node1", "node2")) {
                JetStreamSite.await(
                        server + " leads the stream",
                        () -> leads(
                                () -> stream.cluster().info(),
                                server,
                                () -> stream.cluster().stepDown(at(server))));
                JetStreamSite.await(
                        server + " leads the consumer",
                        () -> leads(
                                () -> consumer.cluster().info(),
                                server,
                                () -> consumer.cluster().stepDown(at(server))));
            }
            JetStreamSite.await(
                    "the stream's leader to step down",
                    () -> answered(() -> stream.cluster().stepDown()));
            JetStreamSite.await("a leader", () -> answered(() -> stream.info()));
            JetStreamSite.await(
                    "the consumer's leader to step down",
                    () -> answered(() -> consumer.cluster().stepDown()));

            JetStreamOptions patient = JetStreamOptions.DEFAULTS.withTimeout(JetStreamSite.PATIENCE);
            StreamCluster peers = JetStream.of(nats, patient).stream("S").cluster();
            refuses(ApiErrorCode.CLUSTER_PEER_NOT_MEMBER, () -> peers.removePeer("nobody"));
            refuses(ApiErrorCode.CLUSTER_PEER_NOT_MEMBER, () -> peers.evacuatePeer("nobody"));

            JetStreamCluster all = JetStreamCluster.of(system, patient);
            refuses(ApiErrorCode.CLUSTER_SERVER_NOT_MEMBER, () -> all.removeServer("nobody"));
            refuses(ApiErrorCode.CLUSTER_SERVER_NOT_MEMBER, () -> all.removeServerById("nobody"));
            refuses(ApiErrorCode.CLUSTER_SERVER_NOT_MEMBER, () -> all.evacuateServer("nobody"));
            all.stepDown();
        }
    }

    private static String jetStream(Path store) {
        return """
                jetstream { store_dir: "%s", max_mem: 64M, max_file: 256M }
                accounts {
                  A { jetstream: enabled, users: [ { user: app, password: app } ] }
                  $SYS { users: [ { user: admin, password: secret } ] }
                }
                no_auth_user: app
                """.formatted(store);
    }

    /** Whether it went well: while there is no leader nobody answers. */
    private static boolean answered(Runnable call) {
        try {
            call.run();
            return true;
        } catch (NatsException noLeaderNow) {
            return false;
        }
    }

    /** Whether that server leads; else has the leader step down for it. */
    private static boolean leads(Supplier<Optional<ClusterInfo>> now, String server, Runnable stepDown) {
        String leader;
        try {
            leader = now.get().orElseThrow().leader();
        } catch (NatsException noLeaderNow) {
            return false;
        }
        if (!leader.isEmpty() && !leader.equals(server)) {
            answered(stepDown);
        }
        return leader.equals(server);
    }
}
