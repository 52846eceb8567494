package io.natter.cli.bench;

import io.natter.cli.text.HumanNumbers;

/**
 * What one client did. Immutable.
 *
 * @param jobMessages messages of its share
 * @param wireMessages messages its connection sent and received
 * @param bytes bytes of the payloads of its share
 * @param startNanos when it began, by the clock that only counts
 * @param endNanos when it had done its share
 * @param latencies how long each operation took, if that was measured
 */
record BenchSample(
        long jobMessages, long wireMessages, long bytes, long startNanos, long endNanos, Latencies latencies) {

    double seconds() {
        return Math.max(1, endNanos - startNanos) / 1e9;
    }

    /** Messages a second. */
    long rate() {
        return (long) (jobMessages / seconds());
    }

    /** Bytes a second. */
    double throughput() {
        return bytes / seconds();
    }

    String text() {
        String rates = HumanNumbers.comma(rate()) + " msgs/sec ~ " + HumanNumbers.bytes(throughput()) + "/sec";
        return latencies.isEmpty() ? rates : rates + " ~ " + latencies.text();
    }

    /** Both together, from the first beginning to the last end. */
    BenchSample and(BenchSample other) {
        return new BenchSample(
                jobMessages + other.jobMessages,
                wireMessages + other.wireMessages,
                bytes + other.bytes,
                Math.min(startNanos, other.startNanos),
                Math.max(endNanos, other.endNanos),
                latencies.and(other.latencies));
    }
}
