package io.natter.store.index;

import io.natter.store.StoredRecord;
import org.jspecify.annotations.Nullable;

/** Where the bytes of a segment's records are: a file, or memory. Thread-safe. */
public interface SegmentBytes {
    /**
     * Reads a record.
     *
     * @return null when the segment was given up meanwhile: look it up again
     * @throws io.natter.store.CorruptRecordException when it is damaged
     */
    @Nullable
    StoredRecord read(long seq, int place);

    /**
     * The same without waiting for a disk.
     *
     * @throws io.natter.store.NotAtHandException when it is not in memory
     */
    @Nullable
    StoredRecord readAtHand(long seq, int place);

    /** Whether {@link #read} would find it in memory, or nothing. */
    boolean isAtHand(int place);

    /** Reads a record's time, in ns since 1970; {@link Long#MIN_VALUE} when the segment was given up meanwhile. */
    long timeNs(long seq, int place);

    /** Reads a record's time if it is the very first of the segment, without its columns; {@link Long#MIN_VALUE} when it is not. */
    default long timeNsIfFirst(long seq) {
        return Long.MIN_VALUE;
    }

    /** Reads the columns again after they were let go; null when the segment was given up meanwhile. */
    @Nullable
    Columns loadColumns(SubjectTable subjects);

    /** Keeps the bytes readable, even when the segment is given up, until as many {@link #release} follow. */
    void retain();

    /** Takes back a {@link #retain}. */
    void release();
}
