package io.natter.server.jetstream;

import java.time.Instant;

/**
 * The time of day for each message: the system's clock is asked once a millisecond, and what passes in between is counted.
 *
 * <p>Thread-safe. Each look at the system's clock makes an object; this makes none a message.
 */
final class WallClock {
    private static final long TRUSTED_NS = 1_000_000;

    private volatile Reading last = Reading.now();

    private record Reading(long atNs, long wallNs) {
        static Reading now() {
            long atNs = System.nanoTime();
            Instant now = Instant.now();
            return new Reading(atNs, now.getEpochSecond() * 1_000_000_000L + now.getNano());
        }
    }

    /** Nanoseconds since 1970. */
    long wallNs() {
        Reading reading = last;
        long sinceNs = System.nanoTime() - reading.atNs;
        if (sinceNs < TRUSTED_NS) {
            return reading.wallNs + sinceNs;
        }
        last = Reading.now();
        return last.wallNs;
    }
}
