package io.natter.server.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsPageTest {
    private final FakeServerState state = new FakeServerState();

    @BeforeEach
    void fill() {
        state.accounts.add(FakeServerState.account("A", 1));
        state.loops.add(new LoopFacts("loop-0", 1, 5, Traffic.NONE));
        for (int cid = 1; cid <= 1030; cid++) {
            state.connections.add(new FactsBuilder(cid)
                    .counters(0, 2, new Traffic(1, 10, 3, 30))
                    .build());
        }
    }

    /** What the exporter's own Grafana dashboard asks for. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "gnatsd_varz_cpu",
                "gnatsd_varz_mem",
                "gnatsd_varz_in_bytes",
                "gnatsd_varz_in_msgs",
                "gnatsd_varz_out_bytes",
                "gnatsd_varz_out_msgs",
                "gnatsd_varz_connections",
                "gnatsd_varz_subscriptions",
                "gnatsd_varz_slow_consumers"
            })
    void theStockDashboardFindsItsFigures(String name) {
        assertThat(lines()).anyMatch(line -> line.startsWith(name + "{server_id=\"NSERVER\"} "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gnatsd_varz_version{server_id=\"NSERVER\",value=\"2.15.1\"} 1.0",
                "gnatsd_varz_server_name{server_id=\"NSERVER\",value=\"fake\"} 1.0",
                "gnatsd_varz_start{server_id=\"NSERVER\"} 1.7952264E12",
                "gnatsd_varz_max_payload{server_id=\"NSERVER\"} 1048576.0",
                "gnatsd_varz_slow_consumer_stats_clients{server_id=\"NSERVER\"} 7.0",
                "gnatsd_varz_auth_timeout{server_id=\"NSERVER\"} 2.0",
                "gnatsd_subsz_num_subscriptions{server_id=\"NSERVER\"} 4.0",
                "gnatsd_subsz_cache_hit_rate{server_id=\"NSERVER\"} 0.25",
                "gnatsd_routez_num_routes{server_id=\"NSERVER\"} 0.0",
                "gnatsd_connz_num_connections{server_id=\"NSERVER\"} 1024.0",
                "gnatsd_connz_total{server_id=\"NSERVER\"} 1030.0",
                "gnatsd_connz_limit{server_id=\"NSERVER\"} 1024.0",
                "gnatsd_connz_pending_bytes{server_id=\"NSERVER\"} 2048.0",
                "gnatsd_connz_out_bytes{server_id=\"NSERVER\"} 30720.0",
                "gnatsd_healthz_status{server_id=\"NSERVER\"} 0.0",
                "gnatsd_healthz_status_value{server_id=\"NSERVER\",value=\"ok\"} 1.0",
                "gnatsd_accstatz_sent_messages{account=\"A\",account_id=\"A\",account_name=\"A-tag\","
                        + "server_id=\"NSERVER\"} 2.0",
                "gnatsd_accountz_complete{account_id=\"A\",account_name=\"A-tag\",server_id=\"NSERVER\"} 1.0",
                "nats_server_in_msgs_total 3.0",
                "nats_server_unexpected_total 11.0",
                "nats_loop_tasks{loop=\"loop-0\"} 5.0"
            })
    void pagesBecomeMetricsByTheExportersRule(String line) {
        assertThat(lines()).contains(line);
    }

    @Test
    void theJvmIsThereToo() {
        Set<String> names =
                lines().stream().map(line -> line.replaceFirst("[{ ].*", "")).collect(Collectors.toSet());
        assertThat(names)
                .contains("jvm_memory_used_bytes", "jvm_threads_current", "jvm_gc_collection_seconds_count")
                .contains("process_cpu_seconds_total", "process_start_time_seconds");
    }

    @Test
    void textsListsAndFlagsAreNoMetrics() {
        assertThat(lines())
                .noneMatch(line -> line.startsWith("gnatsd_varz_tags"))
                .noneMatch(line -> line.startsWith("gnatsd_varz_auth_required"))
                .noneMatch(line -> line.startsWith("gnatsd_varz_now"))
                .noneMatch(line -> line.startsWith("gnatsd_varz_config_digest"));
    }

    private List<String> lines() {
        return RenderedPage.text(state, "/metrics").lines().toList();
    }
}
