package io.natter.server.jetstream;

import java.time.Instant;

/**
 * The time of day for each message: the system's clock is asked once a millisecond, and what passes in between is counted.
 *
 * <p>Confined to its loop. Each look at the system's clock makes an object; this makes none a message.
 */
final class WallClock {
    private static final long TRUSTED_NS = 1_000_000;

    private long readAtNs = System.nanoTime() - TRUSTED_NS;
    private long readNs;

    /** Nanoseconds since 1970. */
    long wallNs() {
        long sinceNs = System.nanoTime() - readAtNs;
        if (sinceNs < TRUSTED_NS) {
            return readNs + sinceNs;
        }
        Instant now = Instant.now();
        readAtNs += sinceNs;
        readNs = now.getEpochSecond() * 1_000_000_000L + now.getNano();
        return readNs;
    }
}
