package io.natter.store.file;

import io.natter.store.RecoveryReport;
import io.natter.store.index.RangeSet;
import io.natter.store.index.Segment;
import io.natter.store.index.StreamIndex;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stream as it was read from its files.
 *
 * <p>Immutable.
 *
 * @param index the records
 * @param files the files, one for each segment of the index, in order
 * @param active the last file, when it is not full; records can be appended to it
 * @param activeParts what its footer will need beside the columns
 * @param nextOrdinal ordinal of the next file
 * @param lost sequences that are damaged or missing
 * @param report for the owner
 */
record Recovered(
        StreamIndex index,
        List<SegmentFile> files,
        @Nullable SegmentFile active,
        ActiveParts activeParts,
        long nextOrdinal,
        RangeSet lost,
        RecoveryReport report) {
    /** The segment of the last file. */
    Segment lastSegment() {
        Segment[] segments = index.view().segments();
        return segments[segments.length - 1];
    }
}
