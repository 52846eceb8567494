package io.natter.store.memory;

import io.natter.store.index.Columns;
import io.natter.store.index.GrowingColumns;
import io.natter.store.index.Segment;
import io.natter.store.index.SegmentCounts;
import io.natter.store.index.StreamIndex;

/**
 * The live records of a segment, and of neighbours that are as small, copied into one.
 *
 * <p>Confined to the stream's owner.
 *
 * <p>A neighbour is taken along only where it has at most twice the records of what is copied anyway: so each record is copied a few times,
 * however many segments become small one after the other.
 */
final class Compacted {
    private static final int RECORDS_MAX = 1024;
    private static final long BYTES_MAX = 1 << 20;

    private final StreamIndex index;
    private final Segment[] sources;
    private int from;
    private int to;
    private int records;
    private long bytes;

    private final MemorySegment target;

    private Compacted(StreamIndex index, int at) {
        this.index = index;
        this.sources = index.view().segments();
        this.from = at;
        this.to = at + 1;
        this.records = sources[at].liveCount();
        this.bytes = bytesOf(sources[at]).liveBytes();
        this.target = new MemorySegment(bytesOf(sources[at]));
    }

    /** For the segment there, alone if it is written. */
    static Compacted of(StreamIndex index, int at, boolean isWritten) {
        var compacted = new Compacted(index, at);
        while (!isWritten && compacted.takeNeighbour()) {}
        return compacted;
    }

    /** The copied bytes. */
    MemorySegment bytes() {
        return target;
    }

    private boolean takeNeighbour() {
        if (from > 0 && fits(sources[from - 1], sources[from - 1].baseSeq(), sources[to - 1].lastSeq())) {
            take(sources[--from]);
            return true;
        }
        if (to < sources.length - 1 && fits(sources[to], sources[from].baseSeq(), sources[to].lastSeq())) {
            take(sources[to++]);
            return true;
        }
        return false;
    }

    private boolean fits(Segment other, long baseSeq, long lastSeq) {
        return other.liveCount() <= 2 * records
                && other.liveCount() + records <= RECORDS_MAX
                && bytesOf(other).liveBytes() + bytes <= BYTES_MAX
                && lastSeq - baseSeq <= Integer.MAX_VALUE;
    }

    private void take(Segment other) {
        records += other.liveCount();
        bytes += bytesOf(other).liveBytes();
    }

    private static MemorySegment bytesOf(Segment segment) {
        return (MemorySegment) segment.bytes();
    }

    /** Copies the records, and puts the copy in place of the segments. */
    void putInPlace() {
        long baseSeq = sources[from].baseSeq();
        var columns = new GrowingColumns(baseSeq, records);
        long firstTimeNs = Long.MAX_VALUE;
        long lastTimeNs = Long.MIN_VALUE;
        long counted = 0;
        for (int i = from; i < to; i++) {
            copy(sources[i], columns);
            counted += sources[i].liveBytes();
            firstTimeNs = Math.min(firstTimeNs, sources[i].firstTimeNs());
            lastTimeNs = Math.max(lastTimeNs, sources[i].lastTimeNs());
        }
        var segment = new Segment(baseSeq, target, columns);
        segment.restore(
                new SegmentCounts(sources[to - 1].lastSeq(), columns.count(), counted, firstTimeNs, lastTimeNs), null);
        index.replaceSegments(from, to, segment);
    }

    private void copy(Segment source, GrowingColumns columns) {
        Columns old = index.columns(source);
        for (int i = 0; i < old.count(); i++) {
            if (!source.isRemoved(i)) {
                int place = target.copy(bytesOf(source), old.placeAt(i), bytes);
                bytes -= target.sizeAt(place);
                columns.append(old.seqAt(i), place, old.countedAt(i), old.subjectAt(i));
            }
        }
    }
}
