package io.natter.bench.load;

import java.util.List;

/**
 * What one run of {@link Traffic} came to.
 *
 * <p>Immutable.
 *
 * @param sent messages published
 * @param delivered messages that arrived, over all receivers
 * @param lost messages that should have arrived and did not
 * @param outOfOrder messages that broke their publisher's order or shape
 * @param seconds from the first publish until all was handled: every publisher's PONG, every receiver's last message
 * @param deliveredByReceiver messages of each receiver
 * @param failures error lines, closed connections
 */
public record TrafficOutcome(
        long sent,
        long delivered,
        long lost,
        long outOfOrder,
        double seconds,
        List<Long> deliveredByReceiver,
        List<String> failures) {
    /** Returns the messages handled: those delivered, or for publish only those published. */
    public long handled() {
        return deliveredByReceiver.isEmpty() ? sent : delivered;
    }

    /** Returns the largest deviation of a receiver's share from the mean share, in percent. */
    public double unfairnessPercent() {
        double mean = (double) delivered / deliveredByReceiver.size();
        return deliveredByReceiver.stream()
                .mapToDouble(count -> Math.abs(count - mean) / mean * 100)
                .max()
                .orElse(0);
    }
}
