package io.natter.server.jetstream.consumer;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import java.util.function.ObjLongConsumer;

/**
 * The messages that were delivered as often as they may be and not acknowledged (D184).
 *
 * <p>They stay in the stream, and are not delivered again.
 *
 * <p>Confined to the stream's loop. Bounded by the messages of the stream.
 */
final class Exhausted {
    private final TreeMap<Long, Long> redeliveryCounts = new TreeMap<>();

    int count() {
        return redeliveryCounts.size();
    }

    boolean contains(long seq) {
        return !redeliveryCounts.isEmpty() && redeliveryCounts.containsKey(seq);
    }

    void add(long seq, long redeliveryCount) {
        redeliveryCounts.put(seq, redeliveryCount);
    }

    boolean remove(long seq) {
        return !redeliveryCounts.isEmpty() && redeliveryCounts.remove(seq) != null;
    }

    void removeUpTo(long seq) {
        redeliveryCounts.headMap(seq, true).clear();
    }

    void removeAbove(long seq) {
        redeliveryCounts.tailMap(seq, false).clear();
    }

    void removeIf(LongPredicate isGone) {
        redeliveryCounts.keySet().removeIf(isGone::test);
    }

    void clear() {
        redeliveryCounts.clear();
    }

    /** Tells each redelivery count with its sequence, in order. */
    void forEach(ObjLongConsumer<Long> visitor) {
        for (Map.Entry<Long, Long> entry : redeliveryCounts.entrySet()) {
            visitor.accept(entry.getValue(), entry.getKey());
        }
    }
}
