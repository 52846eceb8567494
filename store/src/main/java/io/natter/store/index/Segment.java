package io.natter.store.index;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A run of records that are kept together, and which of them are removed.
 *
 * <p>Changed by the owner; read by any thread, which may see a removal a moment late.
 */
public final class Segment {
    private static final Columns NO_COLUMNS = new GrowingColumns(1);

    private final long baseSeq;
    private final SegmentBytes bytes;

    /** Null while they are let go. */
    private volatile @Nullable Columns columns;

    /** Bit i: record i is removed. Null while none is; shorter than the columns while the rest is not removed. */
    private volatile long @Nullable [] removed;

    private volatile long lastSeq;
    private volatile boolean isTouched;
    private int liveCount;
    private long liveBytes;
    private long firstTimeNs = Long.MAX_VALUE;
    private long lastTimeNs = Long.MIN_VALUE;

    /** A segment whose records have sequences from {@code baseSeq} on. */
    public Segment(long baseSeq, SegmentBytes bytes, @Nullable Columns columns) {
        this.baseSeq = baseSeq;
        this.bytes = bytes;
        this.columns = columns;
        this.lastSeq = baseSeq - 1;
    }

    /** No record has a sequence below. */
    public long baseSeq() {
        return baseSeq;
    }

    /** No record has a sequence above. */
    public long lastSeq() {
        return lastSeq;
    }

    /** Where the bytes are. */
    public SegmentBytes bytes() {
        return bytes;
    }

    /** Records that are not removed. For the owner. */
    public int liveCount() {
        return liveCount;
    }

    /** Their counted bytes. For the owner. */
    public long liveBytes() {
        return liveBytes;
    }

    /** The earliest time of a record; {@link Long#MAX_VALUE} without records. For the owner. */
    public long firstTimeNs() {
        return firstTimeNs;
    }

    /** The latest time of a record; {@link Long#MIN_VALUE} without records. For the owner. */
    public long lastTimeNs() {
        return lastTimeNs;
    }

    /** Whether each of its sequences is that of a record, so that columns tell nothing of them. */
    boolean isDense() {
        return removed == null && liveCount == lastSeq - baseSeq + 1;
    }

    /** Whether {@link #columns} finds them in memory. */
    public boolean hasColumns() {
        return columns != null;
    }

    /** The columns, read again if need be; empty when the segment was given up. */
    public Columns columns(SubjectTable subjects, ColumnsCache cache) {
        Columns known = columns;
        if (known != null) {
            isTouched = true;
            return known;
        }
        Columns loaded = bytes.loadColumns(subjects);
        if (loaded == null) {
            return NO_COLUMNS;
        }
        columns = loaded;
        cache.add(this, loaded.memoryBytes());
        return loaded;
    }

    /** Columns that must not be let go: the segment's own, while it is written. */
    GrowingColumns growing() {
        if (columns instanceof GrowingColumns growing) {
            return growing;
        }
        throw new IllegalStateException("segment from " + baseSeq + ": got an append, expected none after it was full");
    }

    /** The columns as they are in memory; null when they would have to be read. */
    @Nullable
    Columns columnsAtHand() {
        Columns known = columns;
        isTouched |= known != null;
        return known;
    }

    /** Puts columns in place of those that grew; they may be let go from now on. */
    public void sealed(Columns packed, ColumnsCache cache) {
        columns = packed;
        cache.add(this, packed.memoryBytes());
    }

    /** Lets go of the columns unless they were asked for since the last time. */
    boolean letGo() {
        if (isTouched) {
            isTouched = false;
            return false;
        }
        columns = null;
        return true;
    }

    /** Counts a record that was appended to the columns. */
    void counted(long seq, int countedBytes, long timeNs) {
        liveCount++;
        liveBytes += countedBytes;
        lastSeq = seq;
        firstTimeNs = Math.min(firstTimeNs, timeNs);
        lastTimeNs = Math.max(lastTimeNs, timeNs);
    }

    /** Counts a record that was removed before it was appended to the columns. */
    void countedRemoved(long seq, int index) {
        mark(index);
        lastSeq = seq;
    }

    /** Its records above this are all removed, and their sequences are another segment's. */
    void cap(long newLastSeq) {
        lastSeq = Math.min(lastSeq, newLastSeq);
    }

    /** Raises the last sequence over ones that were left out. */
    public void reachTo(long seq) {
        lastSeq = Math.max(lastSeq, seq);
    }

    /** Sets the counts of a segment that was read. */
    public void restore(SegmentCounts counts, long @Nullable [] removedBits) {
        lastSeq = counts.lastSeq();
        liveCount = counts.liveCount();
        liveBytes = counts.liveBytes();
        firstTimeNs = counts.firstTimeNs();
        lastTimeNs = counts.lastTimeNs();
        removed = removedBits;
    }

    /** The counts as they are now. */
    public SegmentCounts counts() {
        return new SegmentCounts(lastSeq, liveCount, liveBytes, firstTimeNs, lastTimeNs);
    }

    /** Whether the record at this index is removed. */
    public boolean isRemoved(int index) {
        long[] bits = removed;
        return bits != null && index >> 6 < bits.length && (bits[index >> 6] & 1L << index) != 0;
    }

    /** The bits of removed records, as they are now; null when none is. Not to be changed. */
    public long @Nullable [] removedBits() {
        return removed;
    }

    /** Removes the record at this index, which is not removed. */
    void remove(int index, int countedBytes) {
        mark(index);
        liveCount--;
        liveBytes -= countedBytes;
    }

    private void mark(int index) {
        long[] bits = removed;
        int word = index >> 6;
        if (bits == null || word >= bits.length) {
            int words = Math.max(word + 1, bits == null ? 4 : bits.length * 2);
            bits = bits == null ? new long[words] : Arrays.copyOf(bits, words);
        }
        bits[word] |= 1L << index;
        removed = bits;
    }

    /** The first index from here on, below {@code limit}, that is not removed; {@code limit} when all are. */
    int nextLive(int from, int limit) {
        long[] bits = removed;
        if (bits == null) {
            return from;
        }
        int index = from;
        while (index < limit) {
            int word = index >> 6;
            if (word >= bits.length) {
                return index;
            }
            long live = ~bits[word] & -1L << index;
            if (live != 0) {
                return Math.min(limit, (word << 6) + Long.numberOfTrailingZeros(live));
            }
            index = word + 1 << 6;
        }
        return limit;
    }

    /** How many of the records from this index on, below {@code limit}, are not removed. */
    int liveFrom(int from, int limit) {
        int live = Math.max(0, limit - from);
        long[] bits = removed;
        if (bits == null || live == 0) {
            return live;
        }
        int last = Math.min(limit, bits.length << 6);
        for (int word = from >> 6; word << 6 < last; word++) {
            long gone = bits[word];
            if (word == from >> 6) {
                gone &= -1L << from;
            }
            if (word == last >> 6) {
                gone &= (1L << last) - 1;
            }
            live -= Long.bitCount(gone);
        }
        return live;
    }
}
