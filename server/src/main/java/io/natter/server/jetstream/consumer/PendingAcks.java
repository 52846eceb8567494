package io.natter.server.jetstream.consumer;

import java.util.Arrays;

/**
 * The deliveries that wait for an acknowledgement, in the order of their sequences.
 *
 * <p>Confined to the stream's loop. Adding one allocates nothing once the arrays have grown; a slot holds until the next {@link #add}.
 *
 * <pre>
 *  seqs            | 3 | 5 | 6 | 9 | ...      ascending from head to tail, so that a sequence is found by halving
 *  deliverySeqs    | 1 | 0 | 3 | 4 | ...      0: acknowledged; goes when it is at the head, or when room is made
 *                    ^ head          ^ tail
 * </pre>
 */
final class PendingAcks {
    private static final int CAPACITY_MIN = 16;

    private long[] seqs = new long[CAPACITY_MIN];
    private long[] deliverySeqs = new long[CAPACITY_MIN];
    private long[] timesNs = new long[CAPACITY_MIN];
    private long[] tickets = new long[CAPACITY_MIN];
    private int[] redeliveryCounts = new int[CAPACITY_MIN];
    private int head;
    private int tail;
    private int count;
    private int redeliveredCount;

    int count() {
        return count;
    }

    /** How many of them were delivered more than once. */
    int redeliveredCount() {
        return redeliveredCount;
    }

    /**
     * Adds one.
     *
     * @param seq above all that are here
     * @param deliverySeq number of its first delivery
     * @param timeNs when it was delivered
     */
    void add(long seq, long deliverySeq, long timeNs) {
        assert count == 0 || seq > seqs[tail - 1] : seq;
        if (tail == seqs.length) {
            makeRoom();
        }
        seqs[tail] = seq;
        deliverySeqs[tail] = deliverySeq;
        timesNs[tail] = timeNs;
        tickets[tail] = 0;
        redeliveryCounts[tail] = 0;
        tail++;
        count++;
    }

    // Closes the gaps; grows when that does not free a quarter.
    private void makeRoom() {
        int to = 0;
        for (int slot = head; slot < tail; slot++) {
            if (deliverySeqs[slot] != 0) {
                seqs[to] = seqs[slot];
                deliverySeqs[to] = deliverySeqs[slot];
                timesNs[to] = timesNs[slot];
                tickets[to] = tickets[slot];
                redeliveryCounts[to++] = redeliveryCounts[slot];
            }
        }
        head = 0;
        tail = to;
        if (to > seqs.length / 4 * 3) {
            int capacity = seqs.length * 2;
            seqs = Arrays.copyOf(seqs, capacity);
            deliverySeqs = Arrays.copyOf(deliverySeqs, capacity);
            timesNs = Arrays.copyOf(timesNs, capacity);
            tickets = Arrays.copyOf(tickets, capacity);
            redeliveryCounts = Arrays.copyOf(redeliveryCounts, capacity);
        }
    }

    /** The slot of a sequence, or -1 when it does not wait. */
    int find(long seq) {
        if (count == 0) {
            return -1;
        }
        int slot = Arrays.binarySearch(seqs, head, tail, seq);
        return slot >= 0 && deliverySeqs[slot] != 0 ? slot : -1;
    }

    /** The lowest one's slot, or -1 when there is none. */
    int first() {
        return count == 0 ? -1 : head;
    }

    /** The slot of the next one, or -1 when there is none. */
    int after(int slot) {
        for (int next = slot + 1; next < tail; next++) {
            if (deliverySeqs[next] != 0) {
                return next;
            }
        }
        return -1;
    }

    /** The highest sequence, or 0. */
    long lastSeq() {
        for (int slot = tail - 1; slot >= head; slot--) {
            if (deliverySeqs[slot] != 0) {
                return seqs[slot];
            }
        }
        return 0;
    }

    void remove(int slot) {
        deliverySeqs[slot] = 0;
        count--;
        if (redeliveryCounts[slot] > 0) {
            redeliveredCount--;
        }
        if (count == 0) {
            head = 0;
            tail = 0;
        } else {
            while (deliverySeqs[head] == 0) {
                head++;
            }
        }
    }

    void clear() {
        head = 0;
        tail = 0;
        count = 0;
        redeliveredCount = 0;
        if (seqs.length > CAPACITY_MIN * 64) {
            seqs = new long[CAPACITY_MIN];
            deliverySeqs = new long[CAPACITY_MIN];
            timesNs = new long[CAPACITY_MIN];
            tickets = new long[CAPACITY_MIN];
            redeliveryCounts = new int[CAPACITY_MIN];
        }
    }

    long seq(int slot) {
        return seqs[slot];
    }

    /** The number of its first delivery. */
    long deliverySeq(int slot) {
        return deliverySeqs[slot];
    }

    /** When the time to acknowledge began. */
    long timeNs(int slot) {
        return timesNs[slot];
    }

    void timeNs(int slot, long timeNs) {
        timesNs[slot] = timeNs;
    }

    /** How often it was delivered again; -1 when not even its first delivery came to anybody. */
    int redeliveryCount(int slot) {
        return redeliveryCounts[slot];
    }

    void redeliveryCount(int slot, int redeliveryCount) {
        if (redeliveryCounts[slot] > 0 != redeliveryCount > 0) {
            redeliveredCount += redeliveryCount > 0 ? 1 : -1;
        }
        redeliveryCounts[slot] = redeliveryCount;
    }

    /** Its place in the {@link RedeliveryQueue}; 0 when it is not in it. */
    long ticket(int slot) {
        return tickets[slot];
    }

    void ticket(int slot, long ticket) {
        tickets[slot] = ticket;
    }
}
