package io.natter.store.file;

import io.natter.store.format.SegmentSummary;
import io.natter.store.index.Columns;
import io.natter.store.index.RangeSet;
import io.natter.store.index.Segment;
import java.util.Arrays;

/**
 * What the file that is written holds beside records: removals, and records that remove themselves. Goes into its footer.
 *
 * <p>Confined to the stream's owner.
 */
final class ActiveParts {
    private final RangeSet removals = new RangeSet();
    private final RangeSet lost = new RangeSet();
    private long[] expirySeqs = new long[4];
    private long[] expiryTimes = new long[4];
    private int expiryCount;

    RangeSet removals() {
        return removals;
    }

    RangeSet lost() {
        return lost;
    }

    void addExpiry(long seq, long timeNs) {
        if (expiryCount == expirySeqs.length) {
            expirySeqs = Arrays.copyOf(expirySeqs, expiryCount * 2);
            expiryTimes = Arrays.copyOf(expiryTimes, expiryCount * 2);
        }
        expirySeqs[expiryCount] = seq;
        expiryTimes[expiryCount++] = timeNs;
    }

    /** The lists for a footer: removals of the file's own records are in its bits, so they are left out here. */
    SegmentSummary.Lists lists(Segment segment, Columns columns) {
        var others = new RangeSet();
        for (int i = 0; i < removals.rangeCount(); i++) {
            if (removals.firstAt(i) < segment.baseSeq()) {
                others.add(removals.firstAt(i), Math.min(removals.lastAt(i), segment.baseSeq() - 1));
            }
        }
        long[] bits = segment.removedBits();
        int live = 0;
        long[] seqs = new long[expiryCount];
        long[] times = new long[expiryCount];
        for (int i = 0; i < expiryCount; i++) {
            int at = columns.indexFrom(expirySeqs[i]);
            if (at < columns.count() && columns.seqAt(at) == expirySeqs[i] && !segment.isRemoved(at)) {
                seqs[live] = expirySeqs[i];
                times[live++] = expiryTimes[i];
            }
        }
        return new SegmentSummary.Lists(
                bits == null ? null : bits.clone(),
                others,
                lost,
                Arrays.copyOf(seqs, live),
                Arrays.copyOf(times, live));
    }
}
