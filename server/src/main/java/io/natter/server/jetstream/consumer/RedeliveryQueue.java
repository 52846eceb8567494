package io.natter.server.jetstream.consumer;

/**
 * Which of the pending deliveries are to be delivered again, first come first served.
 *
 * <p>Confined to the stream's loop. Holds only what {@link PendingAcks} holds, which bounds it.
 *
 * <pre>
 *  seqs  | 7 | 0 | 12 | 3 | ...     a ring; the ticket t stands at t modulo its length; 0: taken out
 *          ^ head               ^ tail, the next ticket
 * </pre>
 */
final class RedeliveryQueue {
    private static final int CAPACITY_MIN = 16;

    private final PendingAcks pending;
    private long[] seqs = new long[CAPACITY_MIN];
    private long head = 1;
    private long tail = 1;
    private int count;

    RedeliveryQueue(PendingAcks pending) {
        this.pending = pending;
    }

    int count() {
        return count;
    }

    /** Puts a pending delivery at the end; nothing happens when it is in here. */
    void add(int slot) {
        if (pending.ticket(slot) != 0) {
            return;
        }
        if (tail - head == seqs.length) {
            makeRoom();
        }
        seqs[index(tail)] = pending.seq(slot);
        pending.ticket(slot, tail++);
        count++;
    }

    /** Takes a pending delivery out; nothing happens when it is not in here. */
    void remove(int slot) {
        long ticket = pending.ticket(slot);
        if (ticket == 0) {
            return;
        }
        seqs[index(ticket)] = 0;
        pending.ticket(slot, 0);
        count--;
        if (count == 0) {
            head = tail;
        }
        while (head < tail && seqs[index(head)] == 0) {
            head++;
        }
    }

    /** The sequence that is first, or 0 when there is none. */
    long first() {
        return count == 0 ? 0 : seqs[index(head)];
    }

    void clear() {
        for (long ticket = head; ticket < tail; ticket++) {
            long seq = seqs[index(ticket)];
            int slot = seq == 0 ? -1 : pending.find(seq);
            if (slot >= 0) {
                pending.ticket(slot, 0);
            }
        }
        head = tail;
        count = 0;
    }

    // Closes the gaps, in a ring twice as long when it was more than half full; everybody gets a new ticket.
    private void makeRoom() {
        long[] old = seqs;
        long oldHead = head;
        long oldTail = tail;
        seqs = new long[count > old.length / 2 ? old.length * 2 : old.length];
        head = 1;
        tail = 1;
        for (long ticket = oldHead; ticket < oldTail; ticket++) {
            long seq = old[(int) (ticket & old.length - 1)];
            if (seq != 0) {
                seqs[index(tail)] = seq;
                pending.ticket(pending.find(seq), tail++);
            }
        }
    }

    private int index(long ticket) {
        return (int) (ticket & seqs.length - 1);
    }
}
