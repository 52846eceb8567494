package io.natter.bench.result;

import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One measure on one server over all rounds.
 *
 * <p>Immutable.
 *
 * @param median over the rounds
 * @param min smallest
 * @param max largest
 * @param cold in the first seconds of a fresh server, or null where not measured
 * @param samples round by round
 */
@Json
public record Series(
        double median, double min, double max, @Nullable Double cold, List<Double> samples) {
    /** Sums up {@code samples}, of which there is at least one. */
    public static Series of(List<Double> samples, @Nullable Double cold) {
        double min = samples.stream().mapToDouble(d -> d).min().orElseThrow();
        double max = samples.stream().mapToDouble(d -> d).max().orElseThrow();
        return new Series(Statistics.median(samples), min, max, cold, List.copyOf(samples));
    }
}
