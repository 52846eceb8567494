package io.natter.store.index;

import io.natter.store.SequenceRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A set of sequences as ranges in order.
 *
 * <p>Confined to one thread. Cheap to add to at the end and anywhere near it.
 */
public final class RangeSet {
    private long[] firsts = new long[4];
    private long[] lasts = new long[4];
    private int count;

    /** How many ranges there are. */
    public int rangeCount() {
        return count;
    }

    /** The first sequence of a range. */
    public long firstAt(int index) {
        return firsts[index];
    }

    /** The last sequence of a range. */
    public long lastAt(int index) {
        return lasts[index];
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return count == 0;
    }

    /** How many sequences there are. */
    public long size() {
        long size = 0;
        for (int i = 0; i < count; i++) {
            size += lasts[i] - firsts[i] + 1;
        }
        return size;
    }

    /** Whether a sequence is in. */
    public boolean contains(long seq) {
        int index = indexFrom(seq);
        return index < count && firsts[index] <= seq;
    }

    /** Adds one sequence. */
    public void add(long seq) {
        add(seq, seq);
    }

    /** Adds a range, and joins it with those it touches. */
    public void add(long first, long last) {
        int from = indexFrom(first - 1);
        int to = from;
        long joinedFirst = first;
        long joinedLast = last;
        while (to < count && firsts[to] <= last + 1) {
            joinedFirst = Math.min(joinedFirst, firsts[to]);
            joinedLast = Math.max(joinedLast, lasts[to]);
            to++;
        }
        if (to == from) {
            makeRoom();
        }
        System.arraycopy(firsts, to, firsts, from + 1, count - to);
        System.arraycopy(lasts, to, lasts, from + 1, count - to);
        count += from + 1 - to;
        firsts[from] = joinedFirst;
        lasts[from] = joinedLast;
    }

    private void makeRoom() {
        if (count == firsts.length) {
            firsts = Arrays.copyOf(firsts, count * 2);
            lasts = Arrays.copyOf(lasts, count * 2);
        }
    }

    /** Takes away all sequences below this. */
    public void removeBelow(long seq) {
        int from = indexFrom(seq);
        System.arraycopy(firsts, from, firsts, 0, count - from);
        System.arraycopy(lasts, from, lasts, 0, count - from);
        count -= from;
        if (count > 0) {
            firsts[0] = Math.max(firsts[0], seq);
        }
    }

    /** Takes away a range. */
    public void remove(long first, long last) {
        for (int at = indexFrom(first); at < count && firsts[at] <= last; ) {
            long oldFirst = firsts[at];
            long oldLast = lasts[at];
            System.arraycopy(firsts, at + 1, firsts, at, count - at - 1);
            System.arraycopy(lasts, at + 1, lasts, at, count - at - 1);
            count--;
            if (oldFirst < first) {
                add(oldFirst, first - 1);
                at++;
            }
            if (oldLast > last) {
                add(last + 1, oldLast);
                at++;
            }
        }
    }

    /** Takes away everything. */
    public void clear() {
        count = 0;
        if (firsts.length > 1024) {
            firsts = new long[4];
            lasts = new long[4];
        }
    }

    /** The ranges. */
    public List<SequenceRange> ranges() {
        var ranges = new ArrayList<SequenceRange>(count);
        for (int i = 0; i < count; i++) {
            ranges.add(new SequenceRange(firsts[i], lasts[i]));
        }
        return ranges;
    }

    // The first range that ends at or after this sequence.
    private int indexFrom(long seq) {
        int low = 0;
        int high = count;
        if (count > 0 && lasts[count - 1] < seq) {
            return count;
        }
        while (low < high) {
            int middle = low + high >>> 1;
            if (lasts[middle] < seq) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
