package io.natter.store.index;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The subjects of a stream's records, numbered, with how many records each has and between which sequences.
 *
 * <p>Changed by the owner; read by any thread. A reader that met a change asks again.
 *
 * <pre>
 *  slots   | 0 | n+1 | -1 | ...       open addressing by hash; -1 where a subject was
 *  by n:   subjects[n]  counts[n]  firsts[n]  lasts[n]      null where a number is free
 *
 *  firsts[n] = s    the first record is s            lasts[n] = s     the last record is s
 *            = -s   it is s or after, to be found             = -s    it is s or before, to be found
 * </pre>
 *
 * <p>A million subjects of 20 characters cost about 85 bytes each, characters included (bench/bin/store subjects 1000000):
 * array, reference, count, two sequences, slots, and the room arrays grow into. Eight more for each length of plain tokens that filters
 * with wildcards begin with, from {@link SubjectGroups#SUBJECTS_LEAST} subjects on.
 */
public final class SubjectTable {
    private static final VarHandle LONGS = MethodHandles.arrayElementVarHandle(long[].class);
    private static final VarHandle INTS = MethodHandles.arrayElementVarHandle(int[].class);
    private static final int VACATED = -1;

    /** Clients choose subjects: they must not be able to choose ones that collide. */
    private static final int SEED = new SplittableRandom().nextInt();

    /** How many numbers are remembered that were given to another subject. */
    static final int REUSED_KEPT = 1024;

    private static final int CAPACITY_MIN = 8;
    private static final int[] NONE = {};

    private volatile int[] slots = new int[16];
    private volatile Rows rows = new Rows(CAPACITY_MIN);
    private volatile int rowCount;

    /** The last numbers that were given to another subject: the n-th of all is at n modulo the length. */
    private volatile int[] reused = NONE;

    private volatile int reuseCount;
    private final AtomicReferenceArray<@Nullable SubjectGroups> groups =
            new AtomicReferenceArray<>(SubjectGroups.TOKENS_MOST);

    // for the owner
    private int usedSlots;
    private int[] free = new int[4];
    private int freeCount;
    private final AtomicInteger subjectCount = new AtomicInteger();
    private final AtomicInteger reuses = new AtomicInteger();

    /** The columns, replaced together when they grow. */
    private static final class Rows {
        final byte[] @Nullable [] subjects;
        final int[] counts;
        final long[] firsts;
        final long[] lasts;

        Rows(int capacity) {
            subjects = new byte[capacity][];
            counts = new int[capacity];
            firsts = new long[capacity];
            lasts = new long[capacity];
        }

        Rows grown(int capacity) {
            var larger = new Rows(capacity);
            System.arraycopy(subjects, 0, larger.subjects, 0, subjects.length);
            System.arraycopy(counts, 0, larger.counts, 0, counts.length);
            System.arraycopy(firsts, 0, larger.firsts, 0, firsts.length);
            System.arraycopy(lasts, 0, larger.lasts, 0, lasts.length);
            return larger;
        }
    }

    /** How many subjects have records. */
    public int subjectCount() {
        return subjectCount.get();
    }

    /** Numbers are below this. */
    public int numberLimit() {
        return rows.subjects.length;
    }

    /** All numbers that were ever given are below this, and those below it are told. */
    int rowCount() {
        return rowCount;
    }

    /** How often a number was given to another subject, of those that are remembered. */
    int reuseCount() {
        return reuseCount;
    }

    /** The numbers that were given to another subject since there were so many; null when they are more than are remembered. */
    int @Nullable [] reusedSince(int count) {
        int[] numbers = new int[Math.min(reuseCount - count, REUSED_KEPT)];
        int[] ring = reused;
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (int) INTS.getAcquire(ring, count + i & REUSED_KEPT - 1);
        }
        return reuseCount - count < REUSED_KEPT ? numbers : null; // the next one may be overwritten just now
    }

    /** The subjects by so many first tokens, at least one; made anew when it is old. Any thread. */
    SubjectGroups groups(int tokens) {
        SubjectGroups known = groups.get(tokens - 1);
        if (known != null && !known.isOld(this)) {
            return known;
        }
        SubjectGroups made = SubjectGroups.of(this, tokens);
        groups.set(tokens - 1, made);
        return made;
    }

    /** Changes whenever a number may mean another subject than before. */
    public int reuses() {
        return reuses.get();
    }

    /** The number of a subject, or -1. */
    public int find(byte[] bytes, int from, int length) {
        int[] table = slots;
        int mask = table.length - 1;
        int slot = hash(bytes, from, length) & mask;
        while (true) {
            int entry = (int) INTS.getAcquire(table, slot);
            if (entry == 0) {
                return -1;
            }
            // The row was filled before its slot, so the rows read now have it.
            byte[] subject = entry == VACATED ? null : rows.subjects[entry - 1];
            if (subject != null && Arrays.equals(subject, 0, subject.length, bytes, from, from + length)) {
                return entry - 1;
            }
            slot = slot + 1 & mask;
        }
    }

    /** The subject with this number; null when there is none. The table's own array. */
    public byte @Nullable [] subject(int number) {
        byte[] @Nullable [] subjects = rows.subjects;
        return number < subjects.length ? subjects[number] : null;
    }

    /** How many records it has. */
    public int count(int number) {
        return rows.counts[number];
    }

    /** Its first sequence, or minus where to look for it from. */
    public long first(int number) {
        return (long) LONGS.getAcquire(rows.firsts, number);
    }

    /** Its last sequence, or minus where to look for it from, backwards. */
    public long last(int number) {
        return (long) LONGS.getAcquire(rows.lasts, number);
    }

    /** Counts a record appended; its sequence is above all others of the subject. Returns the subject's number. */
    public int append(byte[] bytes, int from, int length, long seq) {
        int number = find(bytes, from, length);
        if (number < 0) {
            return insert(Arrays.copyOfRange(bytes, from, from + length), 1, seq, seq);
        }
        Rows known = rows;
        known.counts[number]++;
        LONGS.setRelease(known.lasts, number, seq);
        return number;
    }

    /** Counts the records of a whole segment, later than those counted so far. Returns the subject's number. */
    int appendMany(byte[] subject, int count, long firstSeq, long lastSeq) {
        int number = find(subject, 0, subject.length);
        if (number < 0) {
            return insert(subject, count, firstSeq, lastSeq);
        }
        Rows known = rows;
        known.counts[number] += count;
        LONGS.setRelease(known.lasts, number, lastSeq);
        return number;
    }

    /** Counts a record removed; the subject goes when it was its last one. */
    void remove(int number, long seq) {
        removeMany(number, 1, seq, seq);
    }

    /** Counts records removed: all the subject has between these sequences. */
    void removeMany(int number, int count, long firstSeq, long lastSeq) {
        Rows known = rows;
        int left = known.counts[number] - count;
        assert left >= 0 : "a record is removed once";
        known.counts[number] = left;
        if (left == 0) {
            vacate(number);
            return;
        }
        long first = known.firsts[number];
        long last = known.lasts[number];
        if (Math.abs(first) >= firstSeq && Math.abs(first) <= lastSeq) {
            first = -(lastSeq + 1);
        }
        if (Math.abs(last) >= firstSeq && Math.abs(last) <= lastSeq) {
            last = -(firstSeq - 1);
        }
        if (left == 1 && first > 0) {
            last = first;
        } else if (left == 1 && last > 0) {
            first = last;
        }
        LONGS.setRelease(known.firsts, number, first);
        LONGS.setRelease(known.lasts, number, last);
    }

    /** Notes the first record once it was found. */
    void foundFirst(int number, long seq) {
        LONGS.setRelease(rows.firsts, number, seq);
    }

    /** Notes the last record once it was found. */
    void foundLast(int number, long seq) {
        LONGS.setRelease(rows.lasts, number, seq);
    }

    private int insert(byte[] subject, int count, long first, long last) {
        if (usedSlots * 3L >= slots.length * 2L) {
            rehash();
        }
        boolean isReuse = freeCount > 0;
        int number = isReuse ? free[--freeCount] : rowCount;
        if (isReuse) {
            reuses.setRelease(reuses.getPlain() + 1);
        }
        if (number == rows.subjects.length) {
            rows = rows.grown(grownCapacity(number));
        }
        Rows known = rows;
        known.counts[number] = count;
        known.firsts[number] = first;
        known.lasts[number] = last;
        known.subjects[number] = subject;
        tell(number, isReuse);
        occupy(slots, subject, number);
        usedSlots++;
        subjectCount.setRelease(subjectCount.getPlain() + 1);
        return number;
    }

    // After the row was filled: who reads the counts first then finds it.
    private void tell(int number, boolean isReuse) {
        if (!isReuse) {
            rowCount = number + 1;
        } else if (rowCount >= SubjectGroups.SUBJECTS_LEAST) {
            if (reused.length == 0) {
                reused = new int[REUSED_KEPT];
            }
            int count = reuseCount;
            INTS.setRelease(reused, count & REUSED_KEPT - 1, number);
            reuseCount = count + 1;
        }
    }

    private static int grownCapacity(int count) {
        return count < 1 << 16 ? count * 2 : count + (count >> 2);
    }

    private static void occupy(int[] table, byte[] subject, int number) {
        int mask = table.length - 1;
        int slot = hash(subject, 0, subject.length) & mask;
        while (table[slot] != 0) {
            slot = slot + 1 & mask;
        }
        INTS.setRelease(table, slot, number + 1);
    }

    private void vacate(int number) {
        byte[] subject = rows.subjects[number];
        if (subject == null) {
            throw new IllegalStateException("subject " + number + ": got a removal, expected none without records");
        }
        int mask = slots.length - 1;
        int slot = hash(subject, 0, subject.length) & mask;
        while (slots[slot] != number + 1) {
            slot = slot + 1 & mask;
        }
        INTS.setRelease(slots, slot, VACATED);
        rows.subjects[number] = null;
        if (freeCount == free.length) {
            free = Arrays.copyOf(free, freeCount * 2);
        }
        free[freeCount++] = number;
        subjectCount.setRelease(subjectCount.getPlain() - 1);
    }

    // The new table has room for twice the subjects there are, and none of the vacated slots.
    private void rehash() {
        int capacity = Math.max(16, Integer.highestOneBit(Math.max(1, subjectCount.get())) * 4);
        int[] table = new int[capacity];
        Rows known = rows;
        for (int number = 0; number < rowCount; number++) {
            byte[] subject = known.subjects[number];
            if (subject != null) {
                occupy(table, subject, number);
            }
        }
        usedSlots = subjectCount.get();
        slots = table;
    }

    /** Of these bytes, as nobody outside can know it. */
    static int hash(byte[] bytes, int from, int length) {
        int hash = SEED;
        for (int i = from; i < from + length; i++) {
            hash = (hash ^ bytes[i]) * 0x01000193;
        }
        hash ^= hash >>> 15;
        hash *= 0x2c1b3c6d;
        return hash ^ hash >>> 13;
    }
}
