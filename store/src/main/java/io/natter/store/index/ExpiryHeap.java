package io.natter.store.index;

import java.util.Arrays;

/**
 * Records that remove themselves, the earliest first: a binary heap of times and sequences.
 *
 * <p>Confined to the owner. 16 bytes a record; one that is removed early stays until its time comes.
 */
public final class ExpiryHeap {
    private long[] times = new long[16];
    private long[] seqs = new long[16];
    private int count;

    /** How many there are. */
    public int count() {
        return count;
    }

    /** The earliest time; {@link Long#MAX_VALUE} when there is none. */
    public long firstTimeNs() {
        return count == 0 ? Long.MAX_VALUE : times[0];
    }

    /** The sequence whose time is the earliest; there must be one. */
    public long firstSeq() {
        return seqs[0];
    }

    /** Adds a record. */
    public void add(long timeNs, long seq) {
        if (count == times.length) {
            times = Arrays.copyOf(times, count + (count >> 1));
            seqs = Arrays.copyOf(seqs, count + (count >> 1));
        }
        int at = count++;
        while (at > 0 && times[at - 1 >> 1] > timeNs) {
            move(at - 1 >> 1, at);
            at = at - 1 >> 1;
        }
        times[at] = timeNs;
        seqs[at] = seq;
    }

    /** Takes away the earliest. */
    public void removeFirst() {
        count--;
        long time = times[count];
        long seq = seqs[count];
        int at = 0;
        for (int child = 1; child < count; child = 2 * at + 1) {
            if (child + 1 < count && times[child + 1] < times[child]) {
                child++;
            }
            if (times[child] >= time) {
                break;
            }
            move(child, at);
            at = child;
        }
        times[at] = time;
        seqs[at] = seq;
    }

    /** Takes away those above a sequence. */
    public void removeAbove(long seq) {
        long[] oldTimes = times;
        long[] oldSeqs = seqs;
        int oldCount = count;
        clear();
        for (int i = 0; i < oldCount; i++) {
            if (oldSeqs[i] <= seq) {
                add(oldTimes[i], oldSeqs[i]);
            }
        }
    }

    /** Takes away all. */
    public void clear() {
        count = 0;
        times = new long[16];
        seqs = new long[16];
    }

    private void move(int source, int target) {
        times[target] = times[source];
        seqs[target] = seqs[source];
    }
}
