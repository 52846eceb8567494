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
    private final StreamIndex index;
    private final StreamIndex.View view;
    private final StreamState state;
    private final List<Part> parts = new ArrayList<>();
    private @Nullable Columns columns; // of the part that is read: those of all would fill the memory
    private int part;
    private int record;
    private boolean isClosed;

    /** A segment, and what was removed from it at that moment. */
    @SuppressWarnings("ArrayRecordComponent") // identity is never asked for
    private record Part(Segment segment, long @Nullable [] removed) {
        boolean isRemoved(int i) {
            return removed != null && i >> 6 < removed.length && (removed[i >> 6] & 1L << i) != 0;
        }
    }

    IndexedSnapshot(StreamIndex index, StreamState state) {
        this.index = index;
        this.view = index.view();
        this.state = state;
        for (Segment segment : view.segments()) {
            segment.bytes().retain();
            long[] removed = segment.removedBits();
            parts.add(new Part(segment, removed == null ? null : removed.clone()));
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
            Columns its = columns(now);
            while (record < its.count()) {
                int i = record++;
                long seq = its.seqAt(i);
                if (seq >= state.firstSeq() && seq <= state.lastSeq() && !now.isRemoved(i)) {
                    StoredRecord found = now.segment.bytes().read(seq, its.placeAt(i));
                    if (found != null) {
                        return found;
                    }
                }
            }
            part++;
            record = 0;
            columns = null;
        }
        return null;
    }

    private Columns columns(Part now) {
        Columns known = columns;
        if (known == null) {
            known = index.columns(view, now.segment);
            columns = known;
        }
        return known;
    }

    @Override
    public void close() {
        if (!isClosed) {
            isClosed = true;
            parts.forEach(each -> each.segment.bytes().release());
        }
    }
}
