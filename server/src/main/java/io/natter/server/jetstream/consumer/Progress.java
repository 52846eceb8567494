package io.natter.server.jetstream.consumer;

import java.util.function.LongConsumer;
import java.util.function.LongPredicate;

/**
 * How far a consumer has come: what was delivered, what is acknowledged, and what waits for it. All that must survive a restart.
 *
 * <p>Confined to the stream's loop.
 *
 * <pre>
 *  delivery sequences count deliveries, stream sequences name messages
 *
 *     acknowledged        floor                            delivered
 *  1 ------------------- 4 | 5 . 7 8 .  (pending: 5, 7, 8)    9 | not delivered yet
 * </pre>
 *
 * <p>Below the floor everything is acknowledged; above it, what was delivered and is not pending is acknowledged as well, or was
 * given up after its last delivery ({@link Exhausted}).
 */
final class Progress {
    private final PendingAcks pending = new PendingAcks();
    private final RedeliveryQueue redeliveries = new RedeliveryQueue(pending);
    private final Exhausted exhausted = new Exhausted();

    private long deliverySeq;
    private long streamSeq;
    private long floorDeliverySeq;
    private long floorStreamSeq;
    private long deliveredWallNs;
    private long ackedWallNs;

    /** Begins anew: everything before this sequence counts as delivered and acknowledged. */
    void start(long firstSeq) {
        redeliveries.clear();
        pending.clear();
        exhausted.clear();
        deliverySeq = 0;
        floorDeliverySeq = 0;
        streamSeq = firstSeq - 1;
        floorStreamSeq = firstSeq - 1;
        deliveredWallNs = 0;
        ackedWallNs = 0;
    }

    PendingAcks pending() {
        return pending;
    }

    RedeliveryQueue redeliveries() {
        return redeliveries;
    }

    Exhausted exhausted() {
        return exhausted;
    }

    /** Number of the last delivery. */
    long deliverySeq() {
        return deliverySeq;
    }

    /** Highest sequence that was delivered. */
    long streamSeq() {
        return streamSeq;
    }

    long floorDeliverySeq() {
        return floorDeliverySeq;
    }

    long floorStreamSeq() {
        return floorStreamSeq;
    }

    /** When the last delivery was, in ns since 1970; 0 before the first. */
    long deliveredWallNs() {
        return deliveredWallNs;
    }

    /** When the last acknowledgement was, in ns since 1970; 0 before the first. */
    long ackedWallNs() {
        return ackedWallNs;
    }

    /** Puts sequences and times in place, as they were written down; what is pending is added after. */
    void restore(long[] marks) {
        deliverySeq = marks[0];
        streamSeq = marks[1];
        floorDeliverySeq = marks[2];
        floorStreamSeq = marks[3];
        deliveredWallNs = marks[4];
        ackedWallNs = marks[5];
    }

    /** The inverse of {@link #restore}. */
    long[] marks() {
        return new long[] {deliverySeq, streamSeq, floorDeliverySeq, floorStreamSeq, deliveredWallNs, ackedWallNs};
    }

    /** A message was delivered for the first time, and waits for its acknowledgement from now on. */
    void delivered(long seq, long nowNs, long wallNs) {
        deliverySeq++;
        streamSeq = Math.max(streamSeq, seq);
        deliveredWallNs = wallNs;
        pending.add(seq, deliverySeq, nowNs);
    }

    /** A message was delivered, and nothing is to be acknowledged: the floor moves with it. */
    void deliveredAndDone(long seq, long wallNs) {
        deliverySeq++;
        streamSeq = Math.max(streamSeq, seq);
        deliveredWallNs = wallNs;
        floorDeliverySeq = deliverySeq;
        floorStreamSeq = streamSeq;
    }

    /** A pending message was delivered again. */
    void redelivered(int slot, long nowNs, long wallNs) {
        deliverySeq++;
        deliveredWallNs = wallNs;
        pending.timeNs(slot, nowNs);
    }

    /** Acknowledges one pending message. */
    void acknowledge(int slot, long wallNs) {
        long seq = pending.seq(slot);
        long acknowledgedDelivery = pending.deliverySeq(slot);
        drop(slot);
        ackedWallNs = wallNs;
        if (pending.count() == 0) {
            floorDeliverySeq = deliverySeq;
            floorStreamSeq = streamSeq;
        } else if (acknowledgedDelivery == floorDeliverySeq + 1) {
            moveFloor(acknowledgedDelivery, seq);
        }
    }

    // To just before the first that is pending above.
    private void moveFloor(long toDelivery, long toSeq) {
        floorDeliverySeq = toDelivery;
        floorStreamSeq = toSeq;
        int first = pending.first();
        while (first >= 0 && pending.seq(first) < toSeq) {
            first = pending.after(first);
        }
        if (first >= 0 && deliverySeq > toDelivery) {
            floorDeliverySeq = pending.deliverySeq(first) - 1;
            floorStreamSeq = pending.seq(first) - 1;
        }
    }

    /** Notes that something was acknowledged that was not pending. */
    void touch(long wallNs) {
        ackedWallNs = wallNs;
    }

    /**
     * Acknowledges everything up to a sequence.
     *
     * @param upToDelivery what the acknowledgement names as the delivery; above the floor
     * @param acknowledged told each message that was pending and no longer is
     */
    void acknowledgeAll(long upToSeq, long upToDelivery, long wallNs, LongConsumer acknowledged) {
        floorDeliverySeq = upToDelivery;
        floorStreamSeq = upToSeq;
        ackedWallNs = wallNs;
        for (int slot = pending.first(); slot >= 0 && pending.seq(slot) <= upToSeq; slot = pending.first()) {
            long seq = pending.seq(slot);
            drop(slot);
            acknowledged.accept(seq);
        }
        exhausted.removeUpTo(upToSeq);
    }

    /** A pending message is given up after its last delivery; the floor stays where it is, as with nats-server. */
    void exhaust(int slot, long redeliveryCount) {
        exhausted.add(pending.seq(slot), redeliveryCount);
        drop(slot);
    }

    /** No longer pending, and not to be delivered again. */
    void drop(int slot) {
        redeliveries.remove(slot);
        pending.remove(slot);
    }

    /** The messages before a sequence are gone, and the next one to be looked for is {@code nextSeq} (D192). */
    void purged(long firstSeq, long nextSeq) {
        if (floorStreamSeq < firstSeq) {
            floorStreamSeq = firstSeq - 1;
            for (int slot = pending.first(); slot >= 0 && pending.seq(slot) < firstSeq; slot = pending.first()) {
                floorDeliverySeq = Math.max(floorDeliverySeq, pending.deliverySeq(slot));
                drop(slot);
            }
        }
        streamSeq = nextSeq - 1;
        if (pending.count() == 0) {
            exhausted.clear();
            floorDeliverySeq = deliverySeq;
            floorStreamSeq = streamSeq;
        }
    }

    /** Forgets of what is pending or was given up the sequences that are gone. */
    void forget(LongPredicate isGone) {
        int next;
        for (int slot = pending.first(); slot >= 0; slot = next) {
            next = pending.after(slot);
            if (isGone.test(pending.seq(slot))) {
                drop(slot);
            }
        }
        exhausted.removeIf(isGone);
    }

    /** The stream ends before what was delivered: forgets everything above its last sequence. */
    void rewound(long lastSeq) {
        if (floorStreamSeq > lastSeq) {
            floorStreamSeq = lastSeq;
            floorDeliverySeq = deliverySeq;
            redeliveries.clear();
            pending.clear();
            exhausted.clear();
        }
        for (long seq = pending.lastSeq(); seq > lastSeq; seq = pending.lastSeq()) {
            drop(pending.find(seq));
        }
        exhausted.removeAbove(lastSeq);
        streamSeq = Math.min(streamSeq, lastSeq);
    }

    /** How many messages were delivered more than once and are not acknowledged. */
    long redeliveredCount() {
        return pending.redeliveredCount() + (long) exhausted.count();
    }
}
