package io.natter.bench.workload;

import io.natter.bench.load.ConnectStorm;
import io.natter.bench.load.LatencyOutcome;
import io.natter.bench.load.TrafficOutcome;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * What one round on one server came to.
 *
 * <p>Immutable, but for the histogram, which nobody changes any more.
 *
 * @param values what was measured
 * @param operations messages, requests or connections handled; what the server's processor time is divided by
 * @param lost messages that did not arrive
 * @param outOfOrder messages out of order or of an unexpected shape
 * @param failures error lines, closed connections, remarks
 * @param latency all latencies of the round, or null
 */
public record Sample(
        Map<Measure, Double> values,
        long operations,
        long lost,
        long outOfOrder,
        List<String> failures,
        @Nullable Histogram latency) {
    /** Copies what is given. */
    public Sample {
        values = Map.copyOf(values);
        failures = List.copyOf(failures);
    }

    /** A sample that measures only a state of the server. */
    public static Sample of(Measure measure, double value) {
        return new Sample(Map.of(measure, value), 0, 0, 0, List.of(), null);
    }

    /** A sample of different operations; their rates are to be added. */
    static Sample ofMixed(long operations, long lost, List<String> failures) {
        return new Sample(Map.of(), operations, lost, 0, failures, null);
    }

    static Sample of(TrafficOutcome outcome) {
        double rate = outcome.handled() / outcome.seconds();
        return new Sample(
                Map.of(Measure.RATE, rate),
                outcome.handled(),
                outcome.lost(),
                outcome.outOfOrder(),
                outcome.failures(),
                null);
    }

    static Sample ofRequests(LatencyOutcome outcome) {
        return ofLatency(outcome).with(Measure.REQUEST_RATE, outcome.received() / outcome.seconds());
    }

    private static Sample ofLatency(LatencyOutcome outcome) {
        Histogram latency = outcome.latency();
        return new Sample(
                Map.of(
                        Measure.P50, latency.getValueAtPercentile(50) / 1e3,
                        Measure.P99, latency.getValueAtPercentile(99) / 1e3,
                        Measure.P999, latency.getValueAtPercentile(99.9) / 1e3),
                outcome.received(),
                outcome.lost(),
                outcome.outOfOrder(),
                outcome.failures(),
                latency);
    }

    static Sample ofOpenLoop(LatencyOutcome outcome) {
        return ofLatency(outcome).with(Measure.LATENESS, outcome.lateness().getValueAtPercentile(50) / 1e3);
    }

    static Sample of(ConnectStorm.Outcome outcome) {
        double rate = outcome.connections() / outcome.seconds();
        return new Sample(Map.of(Measure.CONNECTION_RATE, rate), outcome.connections(), 0, 0, outcome.failures(), null);
    }

    /** Returns this sample with one more value. */
    public Sample with(Measure measure, double value) {
        Map<Measure, Double> more = new EnumMap<>(Measure.class);
        more.putAll(values);
        more.put(measure, value);
        return new Sample(more, operations, lost, outOfOrder, failures, latency);
    }
}
