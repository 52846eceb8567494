package io.natter.bench.run;

import java.time.Duration;

/**
 * How long and how often.
 *
 * <p>Immutable.
 *
 * @param rounds rounds for each server, at least 1
 * @param round length of a round
 * @param warmUp load on each server before its first round
 * @param windowBytes how far publishers may be ahead of the slowest receiver
 * @param pinned whether the server gets one core and the generator the others
 */
public record Plan(int rounds, Duration round, Duration warmUp, long windowBytes, boolean pinned) {
    private static final Duration COLD_MAX = Duration.ofSeconds(5);

    /** Checks the number of rounds. */
    public Plan {
        if (rounds < 1) {
            throw new IllegalArgumentException("rounds: got " + rounds + ", expected at least 1");
        }
    }

    /** Returns the first part of the warm-up, which is measured as "cold". */
    Duration cold() {
        Duration half = warmUp.dividedBy(2);
        return half.compareTo(COLD_MAX) < 0 ? half : COLD_MAX;
    }

    /** Returns the rest of the warm-up. */
    Duration restOfWarmUp() {
        return warmUp.minus(cold());
    }
}
