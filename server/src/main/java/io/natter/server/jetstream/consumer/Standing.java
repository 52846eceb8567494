package io.natter.server.jetstream.consumer;

/**
 * Where a consumer stands, as its mode asks.
 *
 * <p>Confined to the stream's loop.
 */
final class Standing {
    private final Progress progress;
    private final Cursor cursor;

    Standing(Progress progress, Cursor cursor) {
        this.progress = progress;
        this.cursor = cursor;
    }

    /** Messages still to deliver, redeliveries included. */
    long messageCount() {
        return cursor.pendingCount() + progress.redeliveries().count();
    }

    /** Messages that wait for acknowledgement. */
    int ackPendingCount() {
        return progress.pending().count();
    }

    /** Number of the last delivery. */
    long deliverySeq() {
        return progress.deliverySeq();
    }

    /** The last sequence that was looked at. */
    long streamSeq() {
        return cursor.nextSeq() - 1;
    }
}
