package io.natter.store.index;

import io.natter.store.SequenceRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A set of sequences as ranges in order.
 *
 * <p>Confined to one thread while it is added to; any thread may read it from then on that has it from somebody who did.
 *
 * <p>Cheap to add to anywhere: what does not belong near the end waits in a smaller set until it is half as large as this one, or somebody
 * asks.
 */
public final class RangeSet {
    /** So many ranges are moved to make room for another one. */
    private static final int MOVED_MAX = 512;

    private long[] firsts = new long[4];
    private long[] lasts = new long[4];
    private int count;
    private @Nullable RangeSet waiting; // only while there are more than are moved

    /** How many ranges there are. */
    public int rangeCount() {
        settle();
        return count;
    }

    /** The first sequence of a range. */
    public long firstAt(int index) {
        settle();
        return firsts[index];
    }

    /** The last sequence of a range. */
    public long lastAt(int index) {
        settle();
        return lasts[index];
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return count == 0;
    }

    /** How many sequences there are. */
    public long size() {
        settle();
        long size = 0;
        for (int i = 0; i < count; i++) {
            size += lasts[i] - firsts[i] + 1;
        }
        return size;
    }

    /** Whether a sequence is in. */
    public boolean contains(long seq) {
        settle();
        int index = indexFrom(seq);
        return index < count && firsts[index] <= seq;
    }

    /** Adds one sequence. */
    public void add(long seq) {
        add(seq, seq);
    }

    /** Adds a range, and joins it with those it touches. */
    public void add(long first, long last) {
        add(first, last, MOVED_MAX);
    }

    private void add(long first, long last, int movedMax) {
        int from = indexFrom(first - 1);
        int to = from;
        long joinedFirst = first;
        long joinedLast = last;
        while (to < count && firsts[to] <= last + 1) {
            joinedFirst = Math.min(joinedFirst, firsts[to]);
            joinedLast = Math.max(joinedLast, lasts[to]);
            to++;
        }
        if (to != from + 1 && count - to > movedMax) {
            addLater(first, last);
            return;
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

    private void addLater(long first, long last) {
        RangeSet later = waiting;
        if (later == null) {
            later = new RangeSet();
            waiting = later;
        }
        later.add(first, last);
        if (later.heldCount() * 2 >= count) {
            settle();
        }
    }

    private int heldCount() {
        return count + (waiting == null ? 0 : waiting.heldCount());
    }

    // Merges what waits, if anything does.
    private void settle() {
        RangeSet added = waiting;
        if (added != null) {
            waiting = null;
            added.settle();
            merge(added);
        }
    }

    private void merge(RangeSet added) {
        long[] oldFirsts = firsts;
        long[] oldLasts = lasts;
        int oldCount = count;
        firsts = new long[oldCount + added.count];
        lasts = new long[oldCount + added.count];
        count = 0;
        int own = 0;
        int other = 0;
        while (own < oldCount || other < added.count) {
            if (other == added.count || own < oldCount && oldFirsts[own] <= added.firsts[other]) {
                append(oldFirsts[own], oldLasts[own]);
                own++;
            } else {
                append(added.firsts[other], added.lasts[other]);
                other++;
            }
        }
    }

    // A range that begins where the last one does, or later.
    private void append(long first, long last) {
        if (count > 0 && first <= lasts[count - 1] + 1) {
            lasts[count - 1] = Math.max(lasts[count - 1], last);
        } else {
            firsts[count] = first;
            lasts[count++] = last;
        }
    }

    private void makeRoom() {
        if (count == firsts.length) {
            firsts = Arrays.copyOf(firsts, count * 2);
            lasts = Arrays.copyOf(lasts, count * 2);
        }
    }

    /** Takes away all sequences below this. */
    public void removeBelow(long seq) {
        settle();
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
        settle();
        for (int at = indexFrom(first); at < count && firsts[at] <= last; ) {
            long oldFirst = firsts[at];
            long oldLast = lasts[at];
            System.arraycopy(firsts, at + 1, firsts, at, count - at - 1);
            System.arraycopy(lasts, at + 1, lasts, at, count - at - 1);
            count--;
            if (oldFirst < first) {
                add(oldFirst, first - 1, count);
                at++;
            }
            if (oldLast > last) {
                add(last + 1, oldLast, count);
                at++;
            }
        }
    }

    /** Takes away everything. */
    public void clear() {
        count = 0;
        waiting = null;
        if (firsts.length > 1024) {
            firsts = new long[4];
            lasts = new long[4];
        }
    }

    /** The ranges. */
    public List<SequenceRange> ranges() {
        settle();
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
