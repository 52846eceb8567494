package io.natter.client.messaging;

import java.time.Duration;

/** Times in the unit of waits. Pure functions. */
public final class Durations {
    private Durations() {}

    /** Nanoseconds; those that do not fit, some 292 years, are as good as for ever. */
    public static long ns(Duration duration) {
        try {
            return duration.toNanos();
        } catch (ArithmeticException tooLong) {
            return duration.isNegative() ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }
}
