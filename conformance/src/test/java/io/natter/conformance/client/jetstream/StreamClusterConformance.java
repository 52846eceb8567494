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
        assertThatThrownBy(call).isInstanceOfSatisfying(JetStreamApiException.class, refused -> assertThat(
                        refused.is(code))
                .as(refused.getMessage())
                .isTrue());
    }

    @Test
    void leadersAndPeersOfAClusterAreMoved() {
        try (Cluster cluster = new Cluster(directory, StreamClusterConformance::jetStream);
                NatsConnection nats = cluster.connect(0);
                NatsConnection system = cluster.connect(0, "admin", "secret")) {
            JetStream js = JetStream.of(nats, JetStreamOptions.DEFAULTS.withTimeout(JetStreamSite.PATIENCE));
            JetStream hasty = JetStream.of(nats, JetStreamOptions.DEFAULTS.withTimeout(Duration.ofSeconds(2)));
            JetStreamSite.await("a leader of all", () -> canCreate(hasty));
            StreamContext stream = js.stream("S");
            ConsumerContext consumer = stream.createOrUpdateConsumer(
                    ConsumerConfig.durable("c").build());
            JetStreamSite.await("three copies", () -> cluster(stream).replicas().size() == 2);

            stream.cluster().stepDown(at("node1"));
            JetStreamSite.await(
                    "the second leads", () -> cluster(stream).leader().equals("node1"));
            stream.cluster().stepDown(at("node2"));
            JetStreamSite.await(
                    "the third leads", () -> cluster(stream).leader().equals("node2"));
            stream.cluster().stepDown();
            JetStreamSite.await(
                    "somebody leads", () -> !cluster(stream).leader().isEmpty());
            consumer.cluster().stepDown();
            JetStreamSite.await(
                    "the consumer has a leader",
                    () -> consumer.cluster().info().map(ClusterInfo::leader).filter(s -> !s.isEmpty()).isPresent());

            refuses(ApiErrorCode.CLUSTER_PEER_NOT_MEMBER, () -> stream.cluster().removePeer("nobody"));
            refuses(ApiErrorCode.CLUSTER_PEER_NOT_MEMBER, () -> stream.cluster().evacuatePeer("nobody"));

            JetStreamCluster all = JetStreamCluster.of(
                    system, JetStreamOptions.DEFAULTS.withTimeout(JetStreamSite.PATIENCE));
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

    private static boolean canCreate(JetStream js) {
        try {
            js.createOrUpdateStream(JetStreamSite.files("S").replicas(3).build());
            return true;
        } catch (NatsException noLeaderYet) {
            return false;
        }
    }

    private static ClusterInfo cluster(StreamContext stream) {
        return stream.cluster().info().orElseThrow();
    }
}
