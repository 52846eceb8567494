package io.natter.store.file;

import io.natter.store.format.SegmentSummary;
import io.natter.store.index.Columns;
import io.natter.store.index.RangeSet;
import io.natter.store.index.Segment;
import io.natter.store.index.StreamIndex;

/**
 * What files that are rewritten said of others: removals, as long as a file before them holds the record, and sequences found lost.
 *
 * <p>Confined to the stream's owner.
 *
 * <p>Gathered some at a time. Files go meanwhile, but none comes: what is kept may be more than is needed, never less.
 */
final class NeededRemovals {
    private final StreamIndex index;
    private final long baseSeq;
    private final long floorSeq;
    private final RangeSet removals = new RangeSet();
    private final RangeSet lost = new RangeSet();

    // of the file that is looked at
    private RangeSet source = new RangeSet();
    private int range;
    private long nextSeq;

    /** None so far, of a file that begins with this sequence while all below the floor is gone. */
    NeededRemovals(StreamIndex index, long baseSeq, long floorSeq) {
        this.index = index;
        this.baseSeq = baseSeq;
        this.floorSeq = floorSeq;
    }

    /** Goes on with another file. */
    void begin(SegmentSummary summary) {
        source = summary.removals();
        range = 0;
        nextSeq = floorSeq;
        for (int i = 0; i < summary.lost().rangeCount(); i++) {
            lost.add(summary.lost().firstAt(i), summary.lost().lastAt(i));
        }
    }

    /** Whether the file has removals that were not looked at. */
    boolean isMore() {
        return range < source.rangeCount();
    }

    /** Looks at so many records or ranges at most; returns at how many. */
    int look(int most) {
        Segment[] segments = index.view().segments();
        int looked = 0;
        while (looked < most && isMore()) {
            looked++;
            long last = Math.min(source.lastAt(range), baseSeq - 1);
            long seq = Math.max(source.firstAt(range), nextSeq);
            int at = seq > last ? segments.length : index.view().segmentFrom(seq);
            if (at == segments.length || segments[at].baseSeq() >= baseSeq) {
                range++;
            } else {
                nextSeq = look(segments[at], seq, last);
            }
        }
        return looked;
    }

    // Returns the sequence to go on with.
    private long look(Segment segment, long seq, long last) {
        Columns columns = index.columns(segment);
        int found = columns.indexFrom(seq);
        if (found == columns.count()) {
            return segment.lastSeq() + 1;
        }
        long there = columns.seqAt(found);
        if (there > last) {
            return there; // the next range may have it
        }
        removals.add(there);
        return there + 1;
    }

    /** The removals to be kept. */
    RangeSet removals() {
        return removals;
    }

    /** The sequences found lost. */
    RangeSet lost() {
        return lost;
    }
}
