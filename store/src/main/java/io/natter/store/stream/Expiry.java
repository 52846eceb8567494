package io.natter.store.stream;

import io.natter.store.CorruptRecordException;
import io.natter.store.NotAtHandException;
import io.natter.store.StoredRecord;
import io.natter.store.SubjectFilter;
import io.natter.store.index.Columns;
import io.natter.store.index.Queries;
import io.natter.store.index.Segment;
import io.natter.store.index.StreamIndex;

/**
 * Which record is the next whose age or own time is over, and when that is.
 *
 * <p>Confined to the stream's owner.
 *
 * <p>Of the oldest record that ages the time is read once and kept. Of a segment it is known from when to when its records are, so that
 * only the times of those are read where the age limit falls in between.
 */
final class Expiry {
    private final StreamIndex index;

    // the oldest record that ages, whose time was read
    private long timedSeq;
    private long timedNs;

    private long coldSeq;

    Expiry(StreamIndex index) {
        this.index = index;
    }

    /** The index it is about; another one stands for a stream that was read again. */
    boolean isOf(StreamIndex other) {
        return index.equals(other);
    }

    /** A record was read by another thread: its time is known from now on. */
    void brought(StoredRecord record) {
        timedSeq = record.seq();
        timedNs = record.timeNs();
    }

    /**
     * The oldest record whose age counts, if it is as old as this; 0 when there is none.
     *
     * @throws NotAtHandException when that is not known without waiting for a disk, and must not be; {@link #coldSeq} says where
     */
    long firstAged(long untilNs, boolean isAtHandOnly) {
        long seq = firstAging(isAtHandOnly);
        if (seq == 0) {
            return 0;
        }
        Segment segment = segment(seq);
        boolean isAged = segment.lastTimeNs() <= untilNs
                || segment.firstTimeNs() <= untilNs && timeNs(segment, seq, isAtHandOnly) <= untilNs;
        return isAged ? seq : 0;
    }

    // Those that stay are passed over once.
    private long firstAging(boolean isAtHandOnly) {
        long seq = index.count() == 0 ? 0 : next(index.agingFrom(), isAtHandOnly);
        while (seq != 0 && index.stays(seq)) {
            index.agingFrom(seq + 1);
            seq = next(seq + 1, isAtHandOnly);
        }
        index.agingFrom(seq == 0 ? index.lastSeq() + 1 : seq);
        return seq;
    }

    private long next(long from, boolean isAtHandOnly) {
        if (!isAtHandOnly) {
            return Queries.next(index, SubjectFilter.all(), from);
        }
        long seq = Queries.nextAtHand(index, SubjectFilter.all(), from);
        if (seq == Queries.NOT_AT_HAND) {
            throw cold(index.coldFrom(Math.max(from, index.firstSeq())));
        }
        return seq;
    }

    private NotAtHandException cold(long seq) {
        coldSeq = seq;
        return NotAtHandException.INSTANCE;
    }

    /** The record to be read before the oldest one that ages is known, with its time: after {@link NotAtHandException}. */
    long coldSeq() {
        return coldSeq;
    }

    private Segment segment(long seq) {
        StreamIndex.View view = index.view();
        return view.segments()[view.segmentFrom(seq)];
    }

    // A record whose time cannot be read is taken for as old as its segment's oldest.
    private long timeNs(Segment segment, long seq, boolean isAtHandOnly) {
        if (seq != timedSeq) {
            timedNs = read(segment, seq, isAtHandOnly);
            timedSeq = seq;
        }
        return timedNs;
    }

    private long read(Segment segment, long seq, boolean isAtHandOnly) {
        Columns columns = index.columns(segment);
        int place = columns.placeAt(columns.indexFrom(seq));
        try {
            if (!isAtHandOnly) {
                return segment.bytes().timeNs(seq, place);
            }
            StoredRecord record = segment.bytes().readAtHand(seq, place);
            return record == null ? segment.firstTimeNs() : record.timeNs();
        } catch (NotAtHandException reading) {
            throw cold(seq);
        } catch (CorruptRecordException damaged) {
            return segment.firstTimeNs();
        }
    }

    /** The time of the oldest record whose age counts, or an earlier one; {@link Long#MAX_VALUE} when there is none. */
    long agingNs() {
        try {
            long seq = firstAging(true);
            return seq == 0 ? Long.MAX_VALUE : timeNs(segment(seq), seq, true);
        } catch (NotAtHandException cold) {
            return coldSeq == timedSeq ? timedNs : segment(coldSeq).firstTimeNs();
        }
    }
}
