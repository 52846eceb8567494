package io.natter.store.index;

import java.util.Arrays;

/**
 * The columns of the segment that is written.
 *
 * <p>Written by the owner, read by any thread: the count is set after what it counts.
 */
public final class GrowingColumns implements Columns {
    private static final int CAPACITY_MIN = 16;

    private final long baseSeq;
    private volatile Arrays4 arrays;
    private volatile int count;

    /** The four columns, replaced together when they grow. */
    private static final class Arrays4 {
        final int[] deltas;
        final int[] places;
        final int[] counted;
        final int[] subjects;

        Arrays4(int capacity) {
            deltas = new int[capacity];
            places = new int[capacity];
            counted = new int[capacity];
            subjects = new int[capacity];
        }

        Arrays4(Arrays4 old, int capacity) {
            deltas = Arrays.copyOf(old.deltas, capacity);
            places = Arrays.copyOf(old.places, capacity);
            counted = Arrays.copyOf(old.counted, capacity);
            subjects = Arrays.copyOf(old.subjects, capacity);
        }
    }

    /** Empty columns; all sequences are at or above {@code baseSeq}, by less than 2^31. */
    public GrowingColumns(long baseSeq) {
        this(baseSeq, CAPACITY_MIN);
    }

    /** Empty columns with room for so many records, and more when they come. */
    public GrowingColumns(long baseSeq, int capacity) {
        this.baseSeq = baseSeq;
        arrays = new Arrays4(Math.max(CAPACITY_MIN, capacity));
    }

    /** Appends a record. */
    public void append(long seq, int place, int counted, int subject) {
        int index = count;
        Arrays4 now = arrays;
        if (index == now.deltas.length) {
            now = new Arrays4(now, index + (index >> 1));
            arrays = now;
        }
        now.deltas[index] = (int) (seq - baseSeq);
        now.places[index] = place;
        now.counted[index] = counted;
        now.subjects[index] = subject;
        count = index + 1;
    }

    /** The same in as little memory as it takes, for a segment that is full. */
    public Columns packed() {
        Arrays4 now = arrays;
        int size = count;
        return new PackedColumns(
                baseSeq,
                PackedInts.of(now.deltas, size),
                PackedInts.of(now.places, size),
                PackedInts.of(now.counted, size),
                PackedInts.of(now.subjects, size));
    }

    @Override
    public int count() {
        return count;
    }

    @Override
    public long seqAt(int index) {
        return baseSeq + arrays.deltas[index];
    }

    @Override
    public int placeAt(int index) {
        return arrays.places[index];
    }

    @Override
    public int countedAt(int index) {
        return arrays.counted[index];
    }

    @Override
    public int subjectAt(int index) {
        return arrays.subjects[index];
    }

    @Override
    public int indexOfSubject(int number, int from, int limit) {
        int[] subjects = arrays.subjects;
        int index = from;
        while (index < limit && subjects[index] != number) {
            index++;
        }
        return index;
    }

    @Override
    public long memoryBytes() {
        return 16L * arrays.deltas.length;
    }
}
