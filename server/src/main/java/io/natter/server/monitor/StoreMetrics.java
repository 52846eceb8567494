package io.natter.server.monitor;

import io.natter.server.monitor.JetStreamFacts.StoreFacts;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.ArrayList;
import java.util.List;

/**
 * Our own metrics of the files of streams: how long they take to be forced to disk, and how many units share a force.
 *
 * <p>Immutable.
 */
final class StoreMetrics {
    private static final double MICROSECOND = 1e-6;
    private static final double NANOSECOND = 1e-9;

    private StoreMetrics() {}

    /** The metrics; units per force are {@code nats_store_units_total} by {@code nats_store_force_seconds_count}. */
    static List<MetricSnapshot> of(StoreFacts store) {
        List<MetricSnapshot> all = new ArrayList<>();
        all.add(counter("nats_store_units", "Units of changes that were committed.", store.unitCount()));
        all.add(counter("nats_store_force_failures", "Forces to disk that failed.", store.forceFailureCount()));
        all.add(GaugeSnapshot.builder()
                .name("nats_store_units_waiting")
                .help("Units that wait for a force now.")
                .dataPoint(new GaugeDataPointSnapshot(store.waitingCount(), Labels.EMPTY, null))
                .build());
        all.add(HistogramSnapshot.builder()
                .name("nats_store_force_seconds")
                .help("How long forces to disk took.")
                .dataPoint(HistogramDataPointSnapshot.builder()
                        .classicHistogramBuckets(buckets(store.forcesByDuration()))
                        .sum(store.forceNs() * NANOSECOND)
                        .build())
                .build());
        return all;
    }

    // Element i counts what took less than 2 to the i microseconds and is in no element before it; the last one the
    // rest.
    private static ClassicHistogramBuckets buckets(List<Long> counts) {
        double[] bounds = new double[counts.size()];
        Number[] numbers = new Number[counts.size()];
        for (int i = 0; i < bounds.length; i++) {
            boolean isLast = i == bounds.length - 1;
            bounds[i] = isLast ? Double.POSITIVE_INFINITY : Math.scalb(MICROSECOND, i);
            numbers[i] = counts.get(i);
        }
        return ClassicHistogramBuckets.of(bounds, numbers);
    }

    private static MetricSnapshot counter(String name, String help, long value) {
        return CounterSnapshot.builder()
                .name(name)
                .help(help)
                .dataPoint(
                        CounterDataPointSnapshot.builder().value((double) value).build())
                .build();
    }
}
