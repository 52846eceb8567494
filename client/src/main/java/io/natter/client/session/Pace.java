package io.natter.client.session;

import java.util.function.BooleanSupplier;

/**
 * Keeps publishers from running far ahead of a socket that takes what they write.
 *
 * <p>Guarded by the output's lock. Bytes that wait longer than caches hold them are dearer to write, and the buffer is no faster for being full. So a
 * publish that finds much waiting pauses until half of it is written. A socket that takes nothing is not waited for: after one such pause the buffer
 * fills to its bound, until what waits was written.
 */
final class Pace {
    /** More than this and publishers pause. */
    static final long AHEAD_BYTES = 1L << 20;

    private static final long PAUSE_NS = 1_000_000;

    private final Room room;
    private final OperationQueue queue;
    private boolean isStuck; // a pause was in vain

    Pace(Room room, OperationQueue queue) {
        this.room = room;
        this.queue = queue;
    }

    /** Whether a publish should pause. */
    boolean isTooFast() {
        boolean isAhead = queue.unwrittenBytes() > AHEAD_BYTES;
        isStuck &= isAhead;
        return isAhead && !isStuck;
    }

    /** Pauses, at most for a moment, or until {@code isOver} says that waiting is of no use; gives up the lock meanwhile. */
    void pause(BooleanSupplier isOver) {
        isStuck = !room.pace(
                PAUSE_NS, AHEAD_BYTES / 2, () -> queue.unwrittenBytes() <= AHEAD_BYTES / 2 || isOver.getAsBoolean());
    }
}
