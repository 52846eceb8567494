package io.natter.store.stream;

import io.natter.store.RecordSnapshot;
import io.natter.store.StoredRecord;
import io.natter.store.StreamState;
import io.natter.store.index.Columns;
import io.natter.store.index.Segment;
import io.natter.store.index.StreamIndex;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stream's records as they were, from segments that are kept readable until this is closed.
 *
 * <p>Confined to one thread at a time.
 */
final class IndexedSnapshot implements RecordSnapshot {
    private final StreamState state;
    private final List<Part> parts = new ArrayList<>();
    private int part;
    private int record;
    private boolean isClosed;

    /** A segment, and what was removed from it at that moment. */
    @SuppressWarnings("ArrayRecordComponent") // identity is never asked for
    private record Part(Segment segment, Columns columns, long @Nullable [] removed) {
        boolean isRemoved(int i) {
            return removed != null && i >> 6 < removed.length && (removed[i >> 6] & 1L << i) != 0;
        }
    }

    IndexedSnapshot(StreamIndex index, StreamState state) {
        this.state = state;
        for (Segment segment : index.view().segments()) {
            segment.bytes().retain();
            long[] removed = segment.removedBits();
            parts.add(new Part(segment, index.columns(segment), removed == null ? null : removed.clone()));
        }
    }

    @Override
    public StreamState state() {
        return state;
    }

    @Override
    public @Nullable StoredRecord next() {
        while (part < parts.size()) {
            Part now = parts.get(part);
            while (record < now.columns.count()) {
                int i = record++;
                long seq = now.columns.seqAt(i);
                if (seq >= state.firstSeq() && seq <= state.lastSeq() && !now.isRemoved(i)) {
                    StoredRecord read = now.segment.bytes().read(seq, now.columns.placeAt(i));
                    if (read != null) {
                        return read;
                    }
                }
            }
            part++;
            record = 0;
        }
        return null;
    }

    @Override
    public void close() {
        if (!isClosed) {
            isClosed = true;
            parts.forEach(each -> each.segment.bytes().release());
        }
    }
}
