package io.natter.store.file;

import io.natter.store.StoredRecord;
import io.natter.store.index.Columns;
import io.natter.store.index.SegmentBytes;
import io.natter.store.index.SubjectTable;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a segment that exists only to be counted.
 *
 * <p>Immutable.
 */
enum NoBytes implements SegmentBytes {
    /** The only one. */
    INSTANCE;

    @Override
    public @Nullable StoredRecord read(long seq, int place) {
        return null;
    }

    @Override
    public @Nullable StoredRecord readAtHand(long seq, int place) {
        return read(seq, place);
    }

    @Override
    public boolean isAtHand(int place) {
        return true;
    }

    @Override
    public long timeNs(long seq, int place) {
        return Long.MIN_VALUE;
    }

    @Override
    public @Nullable Columns loadColumns(SubjectTable subjects) {
        return null;
    }

    @Override
    public void retain() {
        // nothing to keep
    }

    @Override
    public void release() {
        // nothing was kept
    }
}
