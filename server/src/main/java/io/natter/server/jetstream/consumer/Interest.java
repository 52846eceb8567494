package io.natter.server.jetstream.consumer;

import io.natter.protocol.jetstream.AckPolicy;
import io.natter.store.StreamReader;
import io.natter.store.SubjectFilter;

/**
 * Which messages of its stream a consumer has yet to do with, and what becomes of that when they go.
 *
 * <p>Confined to the stream's loop. Only messages that match its filters are asked and told about.
 */
final class Interest {
    private final StreamReader reader;
    private final Progress progress;
    private final Cursor cursor;
    private final Acknowledgements acknowledgements;

    Interest(StreamReader reader, Progress progress, Cursor cursor, Acknowledgements acknowledgements) {
        this.reader = reader;
        this.progress = progress;
        this.cursor = cursor;
        this.acknowledgements = acknowledgements;
    }

    /** Whether the consumer has not acknowledged a message. */
    boolean isWanted(long seq, AckPolicy policy) {
        if (progress.exhausted().contains(seq)) {
            return true;
        }
        if (seq <= progress.floorStreamSeq()) {
            return false;
        }
        return policy != AckPolicy.EXPLICIT
                || seq >= cursor.nextSeq()
                || progress.pending().find(seq) >= 0;
    }

    /** A message was removed; returns whether what is to be written down of the consumer has changed without a word of it. */
    boolean onRemoved(long seq) {
        cursor.onRemoved(seq);
        if (seq > progress.floorStreamSeq()) {
            int slot = progress.pending().find(seq);
            if (slot >= 0) {
                acknowledgements.terminate(slot, Advisories.REASON_DELETED);
                return false;
            }
        }
        return progress.exhausted().remove(seq);
    }

    /** Everything before this sequence is gone, and perhaps some after it. */
    void onPurged(long firstSeq) {
        cursor.onPurged(firstSeq);
        progress.purged(firstSeq, cursor.nextSeq());
        PendingAcks pending = progress.pending();
        int next;
        for (int slot = pending.first(); slot >= 0; slot = next) {
            next = pending.after(slot);
            if (reader.nextSeq(SubjectFilter.all(), pending.seq(slot)) != pending.seq(slot)) {
                acknowledgements.terminate(slot, Advisories.REASON_DELETED);
            }
        }
    }
}
