package io.natter.store;

/**
 * A stream in numbers.
 *
 * <p>Immutable.
 *
 * @param count records there are
 * @param bytes their bytes, counted as {@link StreamOptions} says
 * @param firstSeq sequence of the first record; the last plus one when there is none
 * @param firstTimeNs its time in ns since 1970; 0 when there is none
 * @param lastSeq highest sequence ever used; 0 before the first
 * @param lastTimeNs time of the newest record ever appended and not lost, in ns since 1970; 0 before the first
 * @param durableSeq everything up to here is on disk
 * @param subjectCount different subjects of the records there are
 * @param lostCount sequences whose records were found damaged by recovery
 */
public record StreamState(
        long count,
        long bytes,
        long firstSeq,
        long firstTimeNs,
        long lastSeq,
        long lastTimeNs,
        long durableSeq,
        int subjectCount,
        long lostCount) {
    /** Sequences between the first and the last record that have none. */
    public long removedCount() {
        return lastSeq + 1 - firstSeq - count;
    }
}
