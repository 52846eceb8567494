package io.natter.server.monitor;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmBufferPoolMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmClassLoadingMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmCompilationMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmGarbageCollectorMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmMemoryMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmRuntimeInfoMetric;
import io.prometheus.metrics.instrumentation.jvm.JvmThreadsMetrics;
import io.prometheus.metrics.instrumentation.jvm.ProcessMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The metrics for Prometheus: {@code /metrics}.
 *
 * <p>Thread-safe. Three families: what prometheus-nats-exporter makes of the pages ({@code gnatsd_...}), our own counters
 * ({@code nats_..._total}), and the JVM's ({@code jvm_...}, {@code process_...}). Every scrape reads fresh snapshots.
 */
final class MetricsPage implements Page {
    private final ServerState state;
    private final Map<FlattenedPage, Page> flattened;
    private final PrometheusRegistry jvm = new PrometheusRegistry();

    /** Makes metrics of {@code flattened} as the exporter does, and of {@code state}. */
    MetricsPage(ServerState state, Map<FlattenedPage, Page> flattened) {
        this.state = state;
        this.flattened = flattened;
        // No allocation metric: it would leave a listener in the JVM when the server is closed.
        JvmBufferPoolMetrics.builder().register(jvm);
        JvmClassLoadingMetrics.builder().register(jvm);
        JvmCompilationMetrics.builder().register(jvm);
        JvmGarbageCollectorMetrics.builder().register(jvm);
        JvmMemoryMetrics.builder().register(jvm);
        JvmRuntimeInfoMetric.builder().register(jvm);
        JvmThreadsMetrics.builder().register(jvm);
        ProcessMetrics.builder().register(jvm);
    }

    @Override
    public PageReply render(PageRequest request) {
        ServerFacts server = state.server();
        ExporterMetrics exporter = new ExporterMetrics(server.identity().id());
        flattened.forEach((page, source) ->
                page.addTo(exporter, source.render(PageRequest.of("")).body()));
        new ExporterPages(state).addTo(exporter);
        List<MetricSnapshot> all = new ArrayList<>(exporter.snapshots());
        all.addAll(own(server));
        jvm.scrape().forEach(all::add);
        return text(new MetricSnapshots(all));
    }

    private List<MetricSnapshot> own(ServerFacts server) {
        ServerFacts.Counters counters = server.counters();
        Traffic traffic = counters.traffic();
        List<MetricSnapshot> own = new ArrayList<>(List.of(
                counter("nats_server_in_msgs", "Messages received from clients.", traffic.inMsgs()),
                counter("nats_server_in_bytes", "Payload bytes received from clients.", traffic.inBytes()),
                counter("nats_server_out_msgs", "Messages sent to clients.", traffic.outMsgs()),
                counter("nats_server_out_bytes", "Payload bytes sent to clients.", traffic.outBytes()),
                counter("nats_server_connections", "Clients that ever connected.", counters.connectionTotal()),
                counter("nats_server_slow_consumers", "Clients closed as too slow.", counters.slowConsumerCount()),
                counter("nats_server_stale_connections", "Clients closed as stale.", counters.staleCount()),
                counter("nats_server_stalls", "Times a publisher was held back.", counters.stallCount()),
                counter(
                        "nats_server_unexpected",
                        "Exceptions nobody expected, each of which closed one client.",
                        counters.unexpectedCount())));
        addLoops(own, state.loops());
        JetStreamFacts jetStream = state.jetStream();
        if (jetStream != null) {
            own.addAll(StoreMetrics.of(jetStream.store()));
        }
        return own;
    }

    private static void addLoops(List<MetricSnapshot> own, List<LoopFacts> loops) {
        if (loops.isEmpty()) {
            return;
        }
        GaugeSnapshot.Builder connections =
                GaugeSnapshot.builder().name("nats_loop_connections").help("Connections an event loop owns.");
        GaugeSnapshot.Builder tasks =
                GaugeSnapshot.builder().name("nats_loop_tasks").help("Tasks that wait for an event loop.");
        for (LoopFacts loop : loops) {
            Labels labels = Labels.of("loop", loop.name());
            connections.dataPoint(new GaugeDataPointSnapshot(loop.connectionCount(), labels, null));
            tasks.dataPoint(new GaugeDataPointSnapshot((double) loop.taskCount(), labels, null));
        }
        own.add(connections.build());
        own.add(tasks.build());
    }

    private static MetricSnapshot counter(String name, String help, long value) {
        return CounterSnapshot.builder()
                .name(name)
                .help(help)
                .dataPoint(
                        CounterDataPointSnapshot.builder().value((double) value).build())
                .build();
    }

    private static PageReply text(MetricSnapshots snapshots) {
        PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            writer.write(out, snapshots);
        } catch (IOException memoryDoesNotFail) {
            throw new UncheckedIOException(memoryDoesNotFail);
        }
        return new PageReply(200, writer.getContentType(), out.toByteArray());
    }
}
