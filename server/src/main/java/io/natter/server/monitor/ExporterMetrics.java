package io.natter.server.monitor;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects the metrics that prometheus-nats-exporter would make of the pages, under its names.
 *
 * <p>Confined to one thread. Everything is a gauge, as the exporter has it; only a name that ends in {@code _total} cannot
 * be one in the library's eyes and is written as a counter, which changes its TYPE line and nothing else.
 */
final class ExporterMetrics {
    private static final String TOTAL = "_total";

    private final Labels server;
    private final Map<String, List<GaugeDataPointSnapshot>> byName = new LinkedHashMap<>();

    ExporterMetrics(String serverId) {
        this.server = Labels.of("server_id", serverId);
    }

    /** Adds one value; {@code labels} are names and values in turn, beside {@code server_id}. */
    ExporterMetrics add(String name, long value, String... labels) {
        return addDecimal(name, (double) value, labels);
    }

    /** Adds one value that may have a fraction. */
    ExporterMetrics addDecimal(String name, double value, String... labels) {
        Labels all = labels.length == 0 ? server : server.merge(Labels.of(labels));
        byName.computeIfAbsent(name, none -> new ArrayList<>()).add(new GaugeDataPointSnapshot(value, all, null));
        return this;
    }

    /** Everything that was added, one snapshot a name. */
    List<MetricSnapshot> snapshots() {
        List<MetricSnapshot> snapshots = new ArrayList<>();
        byName.forEach(
                (name, points) -> snapshots.add(name.endsWith(TOTAL) ? counter(name, points) : gauge(name, points)));
        return snapshots;
    }

    private static MetricSnapshot gauge(String name, List<GaugeDataPointSnapshot> points) {
        GaugeSnapshot.Builder builder = GaugeSnapshot.builder().name(name);
        points.forEach(builder::dataPoint);
        return builder.build();
    }

    private static MetricSnapshot counter(String name, List<GaugeDataPointSnapshot> points) {
        CounterSnapshot.Builder builder =
                CounterSnapshot.builder().name(name.substring(0, name.length() - TOTAL.length()));
        for (GaugeDataPointSnapshot point : points) {
            builder.dataPoint(CounterDataPointSnapshot.builder()
                    .value(point.getValue())
                    .labels(point.getLabels())
                    .build());
        }
        return builder.build();
    }
}
