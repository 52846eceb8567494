package io.natter.conformance.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of {@code natter server} tell of all servers of a cluster. */
final class ClusterCommandsConformance {
    private static final Duration ELECTION = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private static String config(Path store) {
        return """
                accounts { SYS { users: [ {user: admin, password: %s} ] }, APP { jetstream: enabled } }
                system_account: SYS
                server_tags: ["%s"]
                jetstream: { store_dir: "%s" }
                """.formatted(NatterRun.PASSWORD, store.getFileName(), store);
    }

    @Test
    void reportsOnAllServersAndTheirRoutes() {
        try (Cluster cluster = new Cluster(directory, ClusterCommandsConformance::config)) {
            String check = "server check meta --expect 3 --lag-critical 1000 --seen-critical 1m";
            await().atMost(ELECTION)
                    .untilAsserted(() -> assertThat(run(cluster, check).out()).startsWith("OK JetStream Meta Cluster"));
            assertThat(run(cluster, check).out()).contains("OK:3 peers led by node", "peers=3;3;3");
            // Two that follow may be joined later than each is to the leader.
            await().atMost(ELECTION)
                    .untilAsserted(() -> assertThat(
                                    run(cluster, "server report routes").out())
                            .contains("Cluster Report", "│ three ", "rid:")
                            .containsPattern("│ +3 │ +1 │ +│ +│ +6 │"));
            assertThat(run(cluster, "server ping").out()).contains("node0", "node1", "node2", "3 replies");
            assertThat(run(cluster, "server report routes --host node1").out())
                    .containsPattern("│ +1 │ +1 │ +│ +│ +2 │");
            assertThat(run(cluster, "server report health --tags node2").out()).contains("ok: 1 / err: 0");
            assertThat(run(cluster, "server report health --cluster other").err())
                    .contains("no server answered that --host, --cluster and --tags are about");
        }
    }

    private NatterRun run(Cluster cluster, String line) {
        return NatterRun.of(cluster.url(0), directory, line);
    }
}
