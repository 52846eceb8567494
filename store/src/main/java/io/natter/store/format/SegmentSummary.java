package io.natter.store.format;

import io.natter.store.index.Columns;
import io.natter.store.index.RangeSet;
import io.natter.store.index.Segment;
import io.natter.store.index.SegmentCounts;
import io.natter.store.index.SubjectTable;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What a restart needs to know of a full file: counts, subjects, removals.
 *
 * <p>Confined to one thread; not changed once made.
 *
 * <pre>
 *   0  u64  baseSeq                      no record has a lower sequence
 *   8  u64  lastSeq                      highest sequence used
 *  16  u64  floorSeq                     all below was removed
 *  24  i64  first time  32  i64 last time
 *  40  u64  live bytes  48  u32 records  52  u32 live records
 *      u32  words, then u64 each         bit i: record i was removed
 *      u32  ranges, then u64 first, u64 last each     removals that are written in this file
 *      u32  ranges, then u64 first, u64 last each     sequences found lost
 *      u32  expiries, then u64 sequence, i64 time each
 *      u32  subjects, then u16 length, bytes, u32 live records, u32 first - baseSeq, u32 last - baseSeq each
 *      u32  CRC32C
 * </pre>
 */
public final class SegmentSummary {
    private static final int FIXED_BYTES = 56;

    private final long baseSeq;
    private final long floorSeq;
    private final int recordCount;
    private final SegmentCounts counts;
    private final long @Nullable [] removedBits;
    private final RangeSet removals;
    private final RangeSet lost;
    private final long[] expirySeqs;
    private final long[] expiryTimes;

    // by subject
    private byte[][] subjects = new byte[16][];
    private int[] liveCounts = new int[16];
    private int[] firsts = new int[16];
    private int[] lasts = new int[16];
    private int subjectCount;

    /** By record, while the file is written: index of its subject, -1 when it is removed. */
    private int[] subjectIndexes = {};

    private SegmentSummary(Fixed fixed, Lists lists) {
        baseSeq = fixed.baseSeq;
        floorSeq = fixed.floorSeq;
        recordCount = fixed.recordCount;
        counts = fixed.counts;
        removedBits = lists.removedBits;
        removals = lists.removals;
        lost = lists.lost;
        expirySeqs = lists.expirySeqs;
        expiryTimes = lists.expiryTimes;
    }

    private record Fixed(long baseSeq, long floorSeq, int recordCount, SegmentCounts counts) {}

    /**
     * What a file says beside its records' columns.
     *
     * @param removedBits bit i: record i is removed; null for none
     * @param removals removals that are written in the file
     * @param lost sequences found lost
     * @param expirySeqs records that remove themselves
     * @param expiryTimes and when
     */
    @SuppressWarnings("ArrayRecordComponent") // identity is never asked for
    public record Lists(
            long @Nullable [] removedBits, RangeSet removals, RangeSet lost, long[] expirySeqs, long[] expiryTimes) {}

    /** The summary of a segment as it is now. */
    public static SegmentSummary of(Segment segment, Columns columns, SubjectTable table, long floorSeq, Lists lists) {
        var summary =
                new SegmentSummary(new Fixed(segment.baseSeq(), floorSeq, columns.count(), segment.counts()), lists);
        summary.countSubjects(segment, columns, table);
        return summary;
    }

    private void countSubjects(Segment segment, Columns columns, SubjectTable table) {
        int[] indexes = new int[table.numberLimit()];
        subjectIndexes = new int[recordCount];
        for (int i = 0; i < recordCount; i++) {
            if (segment.isRemoved(i)) {
                subjectIndexes[i] = -1;
                continue;
            }
            int number = columns.subjectAt(i);
            int delta = (int) (columns.seqAt(i) - baseSeq);
            if (indexes[number] == 0) {
                byte[] subject = table.subject(number);
                if (subject == null) {
                    throw new IllegalStateException("record " + i + ": got no subject, expected one while it is live");
                }
                indexes[number] = addSubject(subject, 0, delta, delta) + 1;
            }
            int index = indexes[number] - 1;
            liveCounts[index]++;
            lasts[index] = delta;
            subjectIndexes[i] = index;
        }
    }

    private int addSubject(byte[] subject, int count, int first, int last) {
        int index = subjectCount++;
        if (index == subjects.length) {
            subjects = Arrays.copyOf(subjects, index * 2);
            liveCounts = Arrays.copyOf(liveCounts, index * 2);
            firsts = Arrays.copyOf(firsts, index * 2);
            lasts = Arrays.copyOf(lasts, index * 2);
        }
        subjects[index] = subject;
        liveCounts[index] = count;
        firsts[index] = first;
        lasts[index] = last;
        return index;
    }

    void put(ByteSink sink) {
        int from = sink.length();
        sink.put64(baseSeq);
        sink.put64(counts.lastSeq());
        sink.put64(floorSeq);
        sink.put64(counts.firstTimeNs());
        sink.put64(counts.lastTimeNs());
        sink.put64(counts.liveBytes());
        sink.put32(recordCount);
        sink.put32(counts.liveCount());
        sink.put32(removedBits == null ? 0 : removedBits.length);
        for (int i = 0; removedBits != null && i < removedBits.length; i++) {
            sink.put64(removedBits[i]);
        }
        putRanges(sink, removals);
        putRanges(sink, lost);
        sink.put32(expirySeqs.length);
        for (int i = 0; i < expirySeqs.length; i++) {
            sink.put64(expirySeqs[i]);
            sink.put64(expiryTimes[i]);
        }
        sink.put32(subjectCount);
        for (int i = 0; i < subjectCount; i++) {
            sink.put16(subjects[i].length);
            sink.put(subjects[i]);
            sink.put32(liveCounts[i]);
            sink.put32(firsts[i]);
            sink.put32(lasts[i]);
        }
        sink.putChecksum(from);
    }

    private static void putRanges(ByteSink sink, RangeSet ranges) {
        sink.put32(ranges.rangeCount());
        for (int i = 0; i < ranges.rangeCount(); i++) {
            sink.put64(ranges.firstAt(i));
            sink.put64(ranges.lastAt(i));
        }
    }

    /** Reads a summary; null when it is damaged. */
    public static @Nullable SegmentSummary decode(byte[] bytes) {
        var crc = new CRC32C();
        crc.update(bytes, 0, bytes.length - 4);
        if (bytes.length < FIXED_BYTES || LittleEndian.i32(bytes, bytes.length - 4) != (int) crc.getValue()) {
            return null;
        }
        // What follows was written by this program, as the checksum says: lengths are true.
        var source = new Source(bytes);
        long baseSeq = source.i64();
        long lastSeq = source.i64();
        long floorSeq = source.i64();
        long firstTime = source.i64();
        long lastTime = source.i64();
        long liveBytes = source.i64();
        int records = source.i32();
        var counts = new SegmentCounts(lastSeq, source.i32(), liveBytes, firstTime, lastTime);
        long[] removed = source.longs(source.i32());
        RangeSet removals = source.ranges();
        RangeSet lost = source.ranges();
        int expiries = source.i32();
        long[] seqs = new long[expiries];
        long[] times = new long[expiries];
        for (int i = 0; i < expiries; i++) {
            seqs[i] = source.i64();
            times[i] = source.i64();
        }
        var summary = new SegmentSummary(
                new Fixed(baseSeq, floorSeq, records, counts),
                new Lists(removed.length == 0 ? null : removed, removals, lost, seqs, times));
        for (int left = source.i32(); left > 0; left--) {
            byte[] subject = source.bytes(source.u16());
            summary.addSubject(subject, source.i32(), source.i32(), source.i32());
        }
        return summary;
    }

    /** Reads one number after the other. */
    private static final class Source {
        private final byte[] bytes;
        private int at;

        Source(byte[] bytes) {
            this.bytes = bytes;
        }

        int u16() {
            at += 2;
            return LittleEndian.u16(bytes, at - 2);
        }

        int i32() {
            at += 4;
            return LittleEndian.i32(bytes, at - 4);
        }

        long i64() {
            at += 8;
            return LittleEndian.i64(bytes, at - 8);
        }

        byte[] bytes(int length) {
            at += length;
            return Arrays.copyOfRange(bytes, at - length, at);
        }

        long[] longs(int count) {
            long[] values = new long[count];
            for (int i = 0; i < count; i++) {
                values[i] = i64();
            }
            return values;
        }

        RangeSet ranges() {
            var ranges = new RangeSet();
            for (int left = i32(); left > 0; left--) {
                long first = i64();
                ranges.add(first, i64());
            }
            return ranges;
        }
    }

    /** No record has a lower sequence. */
    public long baseSeq() {
        return baseSeq;
    }

    /** All below this was removed. */
    public long floorSeq() {
        return floorSeq;
    }

    /** How many records there are, removed ones included. */
    public int recordCount() {
        return recordCount;
    }

    /** Counts of live records. */
    public SegmentCounts counts() {
        return counts;
    }

    /** Bit i: record i was removed; null for none. */
    public long @Nullable [] removedBits() {
        return removedBits == null ? null : removedBits.clone();
    }

    /** Whether this record was removed when the file was full. */
    public boolean isRemoved(int record) {
        return removedBits != null
                && record >> 6 < removedBits.length
                && (removedBits[record >> 6] & 1L << record) != 0;
    }

    /** Removals that are written in the file. */
    public RangeSet removals() {
        return removals;
    }

    /** Sequences found lost. */
    public RangeSet lost() {
        return lost;
    }

    /** How many records remove themselves. */
    public int expiryCount() {
        return expirySeqs.length;
    }

    /** One of them. */
    public long expirySeqAt(int index) {
        return expirySeqs[index];
    }

    /** And when. */
    public long expiryTimeAt(int index) {
        return expiryTimes[index];
    }

    /** How many subjects there are. */
    public int subjectCount() {
        return subjectCount;
    }

    /** One of them; not to be changed. */
    public byte[] subjectAt(int index) {
        return subjects[index];
    }

    /** Its live records. */
    public int liveCountAt(int index) {
        return liveCounts[index];
    }

    /** Its first live record. */
    public long firstSeqAt(int index) {
        return baseSeq + firsts[index];
    }

    /** Its last live record. */
    public long lastSeqAt(int index) {
        return baseSeq + lasts[index];
    }

    int subjectIndexAt(int record) {
        return subjectIndexes[record];
    }

    /** The subjects' numbers in a stream's table; -1 where the subject is gone. */
    public int[] subjectNumbers(SubjectTable table) {
        int[] numbers = new int[subjectCount];
        for (int i = 0; i < subjectCount; i++) {
            numbers[i] = table.find(subjects[i], 0, subjects[i].length);
        }
        return numbers;
    }
}
