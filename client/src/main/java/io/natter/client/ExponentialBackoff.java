package io.natter.client;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The policy of {@link ReconnectPolicy#exponential}.
 *
 * <p>Immutable.
 */
record ExponentialBackoff(long maxAttempts, Duration first, Duration max, double factor, double jitter)
        implements ReconnectPolicy {
    @Override
    public Optional<Duration> delayBefore(long attempt) {
        if (attempt >= maxAttempts) {
            return Optional.empty();
        }
        if (attempt == 0) {
            return Optional.of(Duration.ZERO);
        }
        double nanos = Math.min(first.toNanos() * Math.pow(factor, attempt - 1.0), (double) max.toNanos());
        double spread = 1 + jitter * (2 * ThreadLocalRandom.current().nextDouble() - 1);
        return Optional.of(Duration.ofNanos((long) (nanos * spread)));
    }
}
