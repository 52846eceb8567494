package io.natter.client;

import java.time.Duration;
import java.util.Optional;

/** Whether and when a failed request is made again. Must be thread-safe. */
@FunctionalInterface
public interface RetryPolicy {
    /** Never again. */
    RetryPolicy NONE = (attempt, failure) -> Optional.empty();

    /**
     * How long to wait before the next try, or empty for none.
     *
     * @param attempt tries made so far, from 1
     * @param failure how the last one failed; {@link NatsException#outcome()} tells whether it may have taken effect
     */
    Optional<Duration> delayAfter(int attempt, NatsException failure);

    /** Waits {@code first}, then twice as long each time up to {@code max}, as long as tries are left. Repeats after time-outs too. */
    static RetryPolicy exponential(int maxAttempts, Duration first, Duration max) {
        return (attempt, failure) -> {
            if (attempt >= maxAttempts || failure.outcome() == Outcome.REFUSED) {
                return Optional.empty();
            }
            Duration doubled = first.multipliedBy(1L << Math.min(attempt - 1, 30));
            return Optional.of(doubled.compareTo(max) > 0 ? max : doubled);
        };
    }
}
