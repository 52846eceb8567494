package io.natter.store;

/**
 * Sequences from one to another, both included.
 *
 * <p>Immutable.
 */
public record SequenceRange(long firstSeq, long lastSeq) {
    /** Checks the order. */
    public SequenceRange {
        if (firstSeq > lastSeq) {
            throw new IllegalArgumentException(
                    "range: got " + firstSeq + " to " + lastSeq + ", expected an ascending one");
        }
    }

    /** How many there are. */
    public long count() {
        return lastSeq - firstSeq + 1;
    }

    @Override
    public String toString() {
        return firstSeq == lastSeq ? Long.toString(firstSeq) : firstSeq + "-" + lastSeq;
    }
}
