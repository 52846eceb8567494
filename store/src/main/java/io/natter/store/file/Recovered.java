package io.natter.store.file;

import io.natter.store.RecoveryReport;
import io.natter.store.index.RangeSet;
import io.natter.store.index.StreamIndex;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stream as it was read from its files.
 *
 * <p>Immutable.
 *
 * @param index the records
 * @param active the last file, when it is not full; records can be appended to it
 * @param activeParts what its footer will need beside the columns
 * @param nextOrdinal ordinal of the next file
 * @param lost sequences that are damaged or missing
 * @param parked files without records whose removals still matter
 * @param floorSeq everything below is gone, and that is on disk
 * @param provenSeq everything up to here was on disk before
 * @param report for the owner
 */
record Recovered(
        StreamIndex index,
        @Nullable SegmentFile active,
        ActiveParts activeParts,
        long nextOrdinal,
        RangeSet lost,
        List<Housekeeping.Parked> parked,
        long floorSeq,
        long provenSeq,
        RecoveryReport report) {}
