package io.natter.store.index;

/**
 * The columns of a segment that is full.
 *
 * <p>Immutable.
 */
public final class PackedColumns implements Columns {
    private final long baseSeq;
    private final PackedInts deltas;
    private final PackedInts places;
    private final PackedInts counted;
    private final PackedInts subjects;

    /** Columns of the same length. */
    public PackedColumns(long baseSeq, PackedInts deltas, PackedInts places, PackedInts counted, PackedInts subjects) {
        this.baseSeq = baseSeq;
        this.deltas = deltas;
        this.places = places;
        this.counted = counted;
        this.subjects = subjects;
    }

    @Override
    public int count() {
        return deltas.count();
    }

    @Override
    public long seqAt(int index) {
        return baseSeq + deltas.at(index);
    }

    @Override
    public int placeAt(int index) {
        return places.at(index);
    }

    @Override
    public int countedAt(int index) {
        return counted.at(index);
    }

    @Override
    public int subjectAt(int index) {
        return subjects.at(index);
    }

    @Override
    public int indexOfSubject(int number, int from, int limit) {
        return subjects.indexOf(number, from, limit);
    }

    @Override
    public long memoryBytes() {
        return 64 + deltas.memoryBytes() + places.memoryBytes() + counted.memoryBytes() + subjects.memoryBytes();
    }
}
