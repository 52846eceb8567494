package io.natter.client.jetstream;

import java.time.Duration;

/** Checks of ranges that several options share; the message names the option. Immutable. */
final class Ranges {
    private Ranges() {}

    static void positive(String what, Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(what + ": got " + duration + ", expected more than zero");
        }
    }

    /** A duration in nanoseconds, or half of the most there can be: a time that far away still compares. */
    static long nanos(Duration duration) {
        try {
            return Math.min(duration.toNanos(), Long.MAX_VALUE / 2);
        } catch (ArithmeticException tooLong) {
            return Long.MAX_VALUE / 2;
        }
    }

    static void atLeast(String what, long value, long least) {
        if (value < least) {
            throw new IllegalArgumentException(what + ": got " + value + ", expected at least " + least);
        }
    }

    static void between(String what, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(what + ": got " + value + ", expected " + least + " to " + most);
        }
    }
}
