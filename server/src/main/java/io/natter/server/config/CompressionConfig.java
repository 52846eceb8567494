package io.natter.server.config;

import java.time.Duration;
import java.util.List;

/**
 * How messages between servers are compressed. Immutable. (B140, B141)
 *
 * @param mode {@code off}, {@code accept}, {@code s2_fast}, {@code s2_better}, {@code s2_best} or {@code s2_auto};
 *     empty for the default
 * @param rttThresholds round-trip times from which the next better mode is chosen
 */
public record CompressionConfig(String mode, List<Duration> rttThresholds) {
    /** Checks every value. */
    public CompressionConfig {
        rttThresholds = Copy.of(rttThresholds);
    }

    /** What holds when the configuration says nothing. */
    public static CompressionConfig defaults() {
        return new CompressionConfig("", List.of());
    }

    /** A copy with another mode. */
    public CompressionConfig withMode(String mode) {
        return Copy.with(this, "mode", mode);
    }

    /** A copy with another rttThresholds. */
    public CompressionConfig withRttThresholds(List<Duration> rttThresholds) {
        return Copy.with(this, "rttThresholds", rttThresholds);
    }
}
