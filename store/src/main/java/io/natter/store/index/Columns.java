package io.natter.store.index;

/**
 * The records of one segment in order: sequence, place, counted bytes, subject number.
 *
 * <p>Thread-safe for readers: an index below a count that was read is filled.
 */
public interface Columns {
    /** How many records there are, removed ones included. */
    int count();

    /** The sequence of a record. */
    long seqAt(int index);

    /** Where it is in its segment. */
    int placeAt(int index);

    /** What it counts, in bytes. */
    int countedAt(int index);

    /** The number of its subject in the {@link SubjectTable}; -1 when the subject has no records any more. */
    int subjectAt(int index);

    /** The first index from here on, below {@code limit}, with this subject's number; {@code limit} when there is none. */
    default int indexOfSubject(int number, int from, int limit) {
        int index = from;
        while (index < limit && subjectAt(index) != number) {
            index++;
        }
        return index;
    }

    /** The memory this takes, in bytes. */
    long memoryBytes();

    /** The index of the first record with this sequence or a later one; the count when there is none. */
    default int indexFrom(long seq) {
        int low = 0;
        int high = count();
        while (low < high) {
            int middle = low + high >>> 1;
            if (seqAt(middle) < seq) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
