package io.natter.bench.load;

import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * What a latency run came to.
 *
 * <p>Treat as immutable.
 *
 * @param latency from the planned time of each message to its arrival, in nanoseconds
 * @param lateness how late the generator itself sent, in nanoseconds; part of the latency
 * @param sent messages or requests sent
 * @param received messages or replies received
 * @param outOfOrder those that came out of order or in an unexpected shape
 * @param seconds from the first sending to the last arrival
 * @param failures error lines, closed connections
 */
public record LatencyOutcome(
        Histogram latency,
        Histogram lateness,
        long sent,
        long received,
        long outOfOrder,
        double seconds,
        List<String> failures) {
    /** Returns what was sent and never came back. */
    public long lost() {
        return sent - received;
    }
}
