package io.natter.client;

import java.time.Duration;
import java.util.Optional;

/** When a lost connection is tried again. Must be thread-safe. */
@FunctionalInterface
public interface ReconnectPolicy {
    /** Without end: at once, then after 100 ms growing to 5 s, with 10 percent of jitter. */
    ReconnectPolicy DEFAULT = exponential(Long.MAX_VALUE, Duration.ofMillis(100), Duration.ofSeconds(5), 2.0, 0.1);

    /** Never: a lost connection is DISCONNECTED until it is revived. */
    ReconnectPolicy NEVER = exponential(0, Duration.ZERO, Duration.ZERO, 1.0, 0.0);

    /**
     * How long to wait before the next round over all servers, or empty to give up.
     *
     * @param attempt rounds made so far since the connection was lost, from 0
     */
    Optional<Duration> delayBefore(long attempt);

    /** At once, then {@code first}, each next one {@code factor} times as long up to {@code max}, give or take {@code jitter} of it (0 to 1). */
    static ReconnectPolicy exponential(long maxAttempts, Duration first, Duration max, double factor, double jitter) {
        return new ExponentialBackoff(maxAttempts, first, max, factor, jitter);
    }
}
