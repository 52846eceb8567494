package io.natter.store.file;

/**
 * How many forces there were, and how long they took.
 *
 * <p>Guarded by the committer's lock.
 */
final class ForceTimes {
    private static final int BUCKETS = 24;

    private final long[] log2Us = new long[BUCKETS];
    private long count;
    private long failures;
    private long commits;
    private long sumNs;

    /** The counters at one moment. */
    @SuppressWarnings("ArrayRecordComponent") // identity is never asked for
    record Counts(long count, long failures, long commits, long sumNs, long[] log2Us) {}

    void onRound(int commitCount) {
        commits += commitCount;
    }

    void onForce(long ns, boolean isFailed) {
        count++;
        failures += isFailed ? 1 : 0;
        sumNs += ns;
        log2Us[Math.min(BUCKETS - 1, 64 - Long.numberOfLeadingZeros(ns / 1000))]++;
    }

    Counts counts() {
        return new Counts(count, failures, commits, sumNs, log2Us.clone());
    }
}
