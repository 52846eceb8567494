package io.natter.bench.load;

import java.time.Duration;

/**
 * When an open-loop run sends: in even steps over its duration.
 *
 * <p>Immutable.
 *
 * @param ratePerSecond sendings a second, above zero
 * @param duration how long
 */
record SendPlan(double ratePerSecond, Duration duration) {
    SendPlan {
        if (!(ratePerSecond > 0)) {
            throw new IllegalArgumentException("ratePerSecond: got " + ratePerSecond + ", expected above 0");
        }
    }

    /** Returns how many sendings there are. */
    long count() {
        return (long) (ratePerSecond * duration.toNanos() / 1e9);
    }

    /** Returns the time of a sending, from the start. Steps do not add up errors: each is computed from the start. */
    long offsetNanos(long number) {
        return (long) (number * 1e9 / ratePerSecond);
    }
}
