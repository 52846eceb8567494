package io.natter.store.index;

import java.util.Arrays;
import java.util.function.Function;

/**
 * The columns of the segment that is written, in pages: what was written is not copied again for what comes.
 *
 * <p>Written by the owner, read by any thread: the count is set after what it counts.
 *
 * <pre>
 *  pages   | 2048 records | 2048 records | ... | 2048 records, some to come |      the only page of a small one grows to that
 * </pre>
 */
public final class GrowingColumns implements Columns {
    private static final int PAGE_SHIFT = 11;

    /** Records of a page. */
    static final int PAGE_RECORDS = 1 << PAGE_SHIFT;

    private static final int PAGE_MASK = PAGE_RECORDS - 1;
    private static final int FIRST_RECORDS = 16;

    private final long baseSeq;
    private volatile Page[] pages;
    private volatile int count;

    /** A piece of the four columns. */
    private static final class Page {
        final int[] deltas;
        final int[] places;
        final int[] counted;
        final int[] subjects;

        Page(int capacity) {
            deltas = new int[capacity];
            places = new int[capacity];
            counted = new int[capacity];
            subjects = new int[capacity];
        }

        Page(Page old, int capacity) {
            deltas = Arrays.copyOf(old.deltas, capacity);
            places = Arrays.copyOf(old.places, capacity);
            counted = Arrays.copyOf(old.counted, capacity);
            subjects = Arrays.copyOf(old.subjects, capacity);
        }
    }

    /** Empty columns; all sequences are at or above {@code baseSeq}, by less than 2^31. */
    public GrowingColumns(long baseSeq) {
        this(baseSeq, FIRST_RECORDS);
    }

    /** Empty columns that are likely to become so many records: the first page need not grow to that. */
    public GrowingColumns(long baseSeq, int expected) {
        this.baseSeq = baseSeq;
        pages = new Page[] {new Page(Math.min(PAGE_RECORDS, Math.max(FIRST_RECORDS, expected)))};
    }

    /** Appends a record. */
    public void append(long seq, int place, int counted, int subject) {
        int index = count;
        Page page = pageFor(index);
        int at = index & PAGE_MASK;
        page.deltas[at] = (int) (seq - baseSeq);
        page.places[at] = place;
        page.counted[at] = counted;
        page.subjects[at] = subject;
        count = index + 1;
    }

    private Page pageFor(int index) {
        Page[] now = pages;
        Page last = now[now.length - 1];
        int number = index >>> PAGE_SHIFT;
        if (number == now.length) {
            return replace(Arrays.copyOf(now, number + 1), number, new Page(PAGE_RECORDS));
        }
        if ((index & PAGE_MASK) == last.deltas.length) {
            return replace(now.clone(), number, new Page(last, Math.min(PAGE_RECORDS, last.deltas.length * 2)));
        }
        return last;
    }

    private Page replace(Page[] grown, int number, Page page) {
        grown[number] = page;
        pages = grown;
        return page;
    }

    /** The same in as little memory as it takes, for a segment that is full. */
    public Columns packed() {
        return new PackedColumns(
                baseSeq,
                packed(page -> page.deltas),
                packed(page -> page.places),
                packed(page -> page.counted),
                packed(page -> page.subjects));
    }

    private PackedInts packed(Function<Page, int[]> column) {
        int size = count;
        int[] values = new int[size];
        int from = 0;
        for (Page page : pages) {
            int length = Math.min(size - from, PAGE_RECORDS);
            System.arraycopy(column.apply(page), 0, values, from, length);
            from += length;
        }
        return PackedInts.of(values, size);
    }

    @Override
    public int count() {
        return count;
    }

    @Override
    public long seqAt(int index) {
        return baseSeq + pages[index >>> PAGE_SHIFT].deltas[index & PAGE_MASK];
    }

    @Override
    public int placeAt(int index) {
        return pages[index >>> PAGE_SHIFT].places[index & PAGE_MASK];
    }

    @Override
    public int countedAt(int index) {
        return pages[index >>> PAGE_SHIFT].counted[index & PAGE_MASK];
    }

    @Override
    public int subjectAt(int index) {
        return pages[index >>> PAGE_SHIFT].subjects[index & PAGE_MASK];
    }

    @Override
    public int indexOfSubject(int number, int from, int limit) {
        Page[] now = pages;
        int index = from;
        while (index < limit) {
            int[] subjects = now[index >>> PAGE_SHIFT].subjects;
            int end = Math.min(limit, (index | PAGE_MASK) + 1);
            while (index < end && subjects[index & PAGE_MASK] != number) {
                index++;
            }
            if (index < end) {
                return index;
            }
        }
        return limit;
    }

    @Override
    public long memoryBytes() {
        Page[] now = pages;
        return 16L * ((now.length - 1) * (long) PAGE_RECORDS + now[now.length - 1].deltas.length);
    }
}
