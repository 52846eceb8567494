package io.natter.server.jetstream.stream;

import java.util.Arrays;

/**
 * The ids of the messages of the last while, so that the same message is not stored twice (D101).
 *
 * <p>Confined to the stream's loop. About 80 bytes an id. It holds {@link #COUNT_MAX} ids at most; past that the oldest are forgotten
 * before their time.
 *
 * <pre>
 *  ring   oldest ... newest     id, hash, sequence, time of each
 *  table  hash -> place in the ring + 1, open addressing; 0 for free
 * </pre>
 */
final class DuplicateWindow {
    static final int COUNT_MAX = 1 << 24;

    private static final int CAPACITY_MIN = 16;

    private final int seed;
    private byte[][] ids = new byte[CAPACITY_MIN][];
    private int[] hashes = new int[CAPACITY_MIN];
    private long[] seqs = new long[CAPACITY_MIN];
    private long[] timesNs = new long[CAPACITY_MIN];
    private int[] table = new int[CAPACITY_MIN * 2];
    private int oldest;
    private int count;

    /**
     * Remembers nothing yet.
     *
     * @param seed anything that publishers do not know, against ids made to collide
     */
    DuplicateWindow(int seed) {
        this.seed = seed;
    }

    /** How many ids are remembered. */
    int count() {
        return count;
    }

    /** The sequence of the message with this id, or 0. */
    long find(byte[] bytes, int from, int length) {
        int slot = slotOf(bytes, from, length, hash(bytes, from, length));
        return table[slot] == 0 ? 0 : seqs[table[slot] - 1];
    }

    /** Remembers an id; of an id that is there, the sequence and time are the new ones. */
    void add(byte[] bytes, int from, int length, long seq, long timeNs) {
        int hash = hash(bytes, from, length);
        int slot = slotOf(bytes, from, length, hash);
        if (table[slot] != 0) {
            seqs[table[slot] - 1] = seq;
            timesNs[table[slot] - 1] = timeNs;
            return;
        }
        if (count == COUNT_MAX) {
            removeOldest();
        }
        if (count == ids.length) {
            grow();
        }
        int place = (oldest + count) & (ids.length - 1);
        ids[place] = Arrays.copyOfRange(bytes, from, from + length);
        hashes[place] = hash;
        seqs[place] = seq;
        timesNs[place] = timeNs;
        count++;
        table[slotOf(bytes, from, length, hash)] = place + 1;
    }

    /** Forgets ids of this time and before, at most so many; returns whether more may be left to forget. */
    boolean forgetUpTo(long timeNs, int countMax) {
        for (int i = 0; i < countMax; i++) {
            if (count == 0 || timesNs[oldest] > timeNs) {
                return false;
            }
            removeOldest();
        }
        return true;
    }

    /** Forgets ids of messages above this sequence: they were not stored after all. */
    void forgetAbove(long seq) {
        while (count > 0 && seqs[newest()] > seq) {
            remove(newest());
            count--;
        }
    }

    /** The time of the oldest id; {@link Long#MAX_VALUE} when there is none. */
    long oldestTimeNs() {
        return count == 0 ? Long.MAX_VALUE : timesNs[oldest];
    }

    /** Forgets all. */
    void clear() {
        ids = new byte[CAPACITY_MIN][];
        hashes = new int[CAPACITY_MIN];
        seqs = new long[CAPACITY_MIN];
        timesNs = new long[CAPACITY_MIN];
        table = new int[CAPACITY_MIN * 2];
        oldest = 0;
        count = 0;
    }

    private int newest() {
        return (oldest + count - 1) & (ids.length - 1);
    }

    private void removeOldest() {
        remove(oldest);
        oldest = (oldest + 1) & (ids.length - 1);
        count--;
    }

    @SuppressWarnings("NullAway") // places outside of the ring hold nothing
    private void remove(int place) {
        int mask = table.length - 1;
        int slot = hashes[place] & mask;
        while (table[slot] != place + 1) {
            slot = (slot + 1) & mask;
        }
        // What follows moves up, unless it stands where it wants to be.
        int free = slot;
        for (int next = (free + 1) & mask; table[next] != 0; next = (next + 1) & mask) {
            int wanted = hashes[table[next] - 1] & mask;
            if (((next - wanted) & mask) >= ((next - free) & mask)) {
                table[free] = table[next];
                free = next;
            }
        }
        table[free] = 0;
        ids[place] = null;
    }

    // Where the id is, or would be.
    private int slotOf(byte[] bytes, int from, int length, int hash) {
        int mask = table.length - 1;
        int slot = hash & mask;
        while (table[slot] != 0) {
            int place = table[slot] - 1;
            byte[] id = ids[place];
            if (hashes[place] == hash && Arrays.equals(id, 0, id.length, bytes, from, from + length)) {
                return slot;
            }
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        int capacity = ids.length * 2;
        byte[][] oldIds = ids;
        int[] oldHashes = hashes;
        long[] oldSeqs = seqs;
        long[] oldTimesNs = timesNs;
        ids = new byte[capacity][];
        hashes = new int[capacity];
        seqs = new long[capacity];
        timesNs = new long[capacity];
        table = new int[capacity * 2];
        int mask = table.length - 1;
        for (int i = 0; i < count; i++) {
            int old = (oldest + i) & (oldIds.length - 1);
            ids[i] = oldIds[old];
            hashes[i] = oldHashes[old];
            seqs[i] = oldSeqs[old];
            timesNs[i] = oldTimesNs[old];
            int slot = hashes[i] & mask;
            while (table[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            table[slot] = i + 1;
        }
        oldest = 0;
    }

    private int hash(byte[] bytes, int from, int length) {
        int hash = seed;
        for (int i = from; i < from + length; i++) {
            hash = (hash ^ bytes[i]) * 0x01000193;
        }
        hash ^= hash >>> 15;
        hash *= 0x2c1b3c6d;
        return hash ^ hash >>> 13;
    }
}
