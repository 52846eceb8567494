package io.natter.store.file;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * How long closing may go on with what could be left, and what was left.
 *
 * <p>Thread-safe. All streams of a store that is closed have one such time together, a stream that is closed on its own has it for itself.
 */
final class ClosingTime {
    /** Who stops a server waits for it, often not longer than ten seconds. */
    static final long NS_MAX = 5_000_000_000L;

    private static final long NOT_BEGUN = Long.MIN_VALUE;

    private final LongSupplier nanoTime;
    private final AtomicLong endNs = new AtomicLong(NOT_BEGUN);
    private final AtomicLong leftCount = new AtomicLong();

    ClosingTime(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** The store is being closed: the time of all its streams begins. */
    void begin() {
        endNs.set(nanoTime.getAsLong() + NS_MAX);
    }

    /** Until when a stream that is closed now may go on. */
    long untilNs() {
        long ofAll = endNs.get();
        return ofAll == NOT_BEGUN ? nanoTime.getAsLong() + NS_MAX : ofAll;
    }

    /** Whether that has come. */
    boolean isOver(long untilNs) {
        return nanoTime.getAsLong() - untilNs >= 0;
    }

    /** A stream left so many removed records as they were. */
    void left(long count) {
        leftCount.addAndGet(count);
    }

    /** How many removed records all streams left as they were. */
    long leftCount() {
        return leftCount.get();
    }
}
