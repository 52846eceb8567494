package io.natter.server.jetstream;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many batches are open in all streams of the server, and how much of atomic ones waits in memory (D113).
 *
 * <p>Thread-safe.
 */
final class OpenBatches {
    private static final int ATOMIC_MAX = 1_000;
    private static final int FAST_MAX = 50_000;

    private final AtomicInteger atomicCount = new AtomicInteger();
    private final AtomicInteger fastCount = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final long bytesMax;

    /**
     * None yet.
     *
     * @param bytesMax most bytes that may wait
     */
    OpenBatches(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    /** Counts a batch in; false when there are as many as there may be: {@code configuredMax}, or our own number for 0. */
    boolean tryOpen(boolean isAtomic, int configuredMax) {
        int countMax = configuredMax > 0 ? configuredMax : isAtomic ? ATOMIC_MAX : FAST_MAX;
        AtomicInteger count = isAtomic ? atomicCount : fastCount;
        if (count.incrementAndGet() > countMax) {
            count.decrementAndGet();
            return false;
        }
        return true;
    }

    /** Counts a batch out. */
    void close(boolean isAtomic) {
        (isAtomic ? atomicCount : fastCount).decrementAndGet();
    }

    /** Counts bytes in; false when that is more than may wait. */
    boolean tryHold(long count) {
        if (bytes.addAndGet(count) > bytesMax) {
            bytes.addAndGet(-count);
            return false;
        }
        return true;
    }

    /** Counts bytes out. */
    void release(long count) {
        bytes.addAndGet(-count);
    }
}
