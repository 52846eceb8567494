package io.natter.store.index;

import io.natter.store.RecordDraft;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * All a stream knows of its records: segments, subjects, sums, and what removes itself when.
 *
 * <p>Changed by the owner. Any thread reads the {@link View} and the sums, each as of some moment.
 *
 * <p>Invariants: segments are in order of their sequences and do not overlap; every record at or above {@link #firstSeq} whose bit
 * is not set is live; no record below it is.
 */
public final class StreamIndex {
    private static final Segment[] NO_SEGMENTS = {};

    private final ColumnsCache cache;
    private volatile View view = new View(NO_SEGMENTS, new SubjectTable());
    private final AtomicLong count = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private volatile long firstSeq;
    private volatile long lastSeq;
    private volatile long lastTimeNs;

    private final ExpiryHeap expiries = new ExpiryHeap();
    private final RangeSet staying = new RangeSet(); // removed ones stay in it
    private long agingFrom = 1;

    /**
     * The segments and the subjects their columns name.
     *
     * <p>Immutable, but for what grows inside; the array is not to be changed.
     */
    @SuppressWarnings("ArrayRecordComponent") // identity is never asked for
    public record View(Segment[] segments, SubjectTable subjects) {
        /** The segment that may have this sequence, or the first one after it; the number of segments when there is none. */
        public int segmentFrom(long seq) {
            int low = 0;
            int high = segments.length;
            while (low < high) {
                int middle = low + high >>> 1;
                if (segments[middle].lastSeq() < seq) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }
    }

    /** An index of nothing, whose first record gets this sequence. */
    public StreamIndex(ColumnsCache cache, long nextSeq) {
        this.cache = cache;
        firstSeq = nextSeq;
        lastSeq = nextSeq - 1;
    }

    /** Segments and subjects as they are now. */
    public View view() {
        return view;
    }

    /** Where columns are counted. */
    public ColumnsCache cache() {
        return cache;
    }

    /** How many records there are. */
    public long count() {
        return count.get();
    }

    /** Their counted bytes. */
    public long bytes() {
        return bytes.get();
    }

    /** The first record's sequence; the last plus one when there is none. */
    public long firstSeq() {
        return firstSeq;
    }

    /** The highest sequence ever used. */
    public long lastSeq() {
        return lastSeq;
    }

    /** The time of the last record appended. */
    public long lastTimeNs() {
        return lastTimeNs;
    }

    /** Records that remove themselves. For the owner. */
    public ExpiryHeap expiries() {
        return expiries;
    }

    /** Notes when a record removes itself, or that it stays. For the owner. */
    public void addExpiry(long timeNs, long seq) {
        if (timeNs == RecordDraft.STAYS) {
            staying.add(seq);
        } else {
            expiries.add(timeNs, seq);
        }
    }

    /** Where to look for records that age: there is none before. For the owner. */
    public long agingFrom() {
        return agingFrom;
    }

    /** No record before this one ages. For the owner. */
    public void agingFrom(long seq) {
        agingFrom = seq;
    }

    /** Whether the age of a record does not count. For the owner. */
    public boolean stays(long seq) {
        return !staying.isEmpty() && staying.contains(seq);
    }

    /** The columns of a segment. */
    public Columns columns(Segment segment) {
        return columns(view, segment);
    }

    /** The columns of a segment of an earlier view. */
    public Columns columns(View earlier, Segment segment) {
        return segment.columns(earlier.subjects, cache);
    }

    /** Adds an empty segment at the end, to be written. */
    public void addSegment(Segment segment) {
        Segment[] old = view.segments;
        Segment[] segments = Arrays.copyOf(old, old.length + 1);
        segments[old.length] = segment;
        view = new View(segments, view.subjects);
    }

    /** Puts one segment, or none, in place of some neighbours whose live records it has. */
    public void replaceSegments(int from, int to, @Nullable Segment replacement) {
        Segment[] old = view.segments;
        int added = replacement == null ? 0 : 1;
        Segment[] segments = new Segment[old.length - (to - from) + added];
        System.arraycopy(old, 0, segments, 0, from);
        if (replacement != null) {
            segments[from] = replacement;
        }
        System.arraycopy(old, to, segments, from + added, old.length - to);
        view = new View(segments, view.subjects);
    }

    /** Forgets everything: segments, subjects and sums. The next record gets this sequence. */
    public void clear(long nextSeq) {
        view = new View(NO_SEGMENTS, new SubjectTable());
        count.set(0);
        bytes.set(0);
        firstSeq = nextSeq;
        lastSeq = nextSeq - 1;
        expiries.clear();
        staying.clear();
        agingFrom = 1;
    }

    /** Appends a record to the last segment, which grows. */
    public void append(RecordDraft draft, long seq, int place, int counted) {
        Segment segment = view.segments[view.segments.length - 1];
        int subject = view.subjects.append(draft.subjectBytes(), draft.subjectFrom(), draft.subjectLength(), seq);
        segment.growing().append(seq, place, counted, subject);
        segment.counted(seq, counted, draft.timeNs());
        if (draft.expiryNs() != 0) {
            addExpiry(draft.expiryNs(), seq);
        }
        if (count.getPlain() == 0) {
            firstSeq = seq;
        }
        count.setRelease(count.getPlain() + 1);
        bytes.setRelease(bytes.getPlain() + counted);
        lastTimeNs = draft.timeNs();
        lastSeq = seq;
    }

    /** Appends a record that is removed already, and of which nothing else is known, to the last segment. */
    public void appendRemoved(long seq, int place) {
        Segment segment = view.segments[view.segments.length - 1];
        GrowingColumns columns = segment.growing();
        columns.append(seq, place, 0, -1);
        segment.countedRemoved(seq, columns.count() - 1);
        skipTo(seq);
    }

    /** Raises the last sequence without a record. */
    public void skipTo(long newLastSeq) {
        if (count.getPlain() == 0) {
            firstSeq = newLastSeq + 1;
        }
        lastSeq = newLastSeq;
    }

    /** Counts a subject's live records in a segment that was read, later than those counted so far. */
    public int restoreSubject(byte[] subject, int live, long first, long last) {
        return view.subjects.appendMany(subject, live, first, last);
    }

    /** Adds a segment that was read, with its counts set. */
    public void restoreSegment(Segment segment) {
        if (count.getPlain() == 0 && segment.liveCount() > 0) {
            firstSeq = segment.baseSeq();
        }
        addSegment(segment);
        count.setRelease(count.getPlain() + segment.liveCount());
        bytes.setRelease(bytes.getPlain() + segment.liveBytes());
        if (segment.lastTimeNs() != Long.MIN_VALUE) {
            lastTimeNs = segment.lastTimeNs();
        }
        lastSeq = Math.max(lastSeq, segment.lastSeq());
        if (count.getPlain() == 0) {
            firstSeq = lastSeq + 1;
        }
    }

    /**
     * Removes a record.
     *
     * @return its subject, or null when there is no live record with this sequence
     */
    public byte @Nullable [] remove(long seq) {
        if (seq < firstSeq || seq > lastSeq) {
            return null;
        }
        View now = view;
        int at = now.segmentFrom(seq);
        if (at == now.segments.length) {
            return null;
        }
        Segment segment = now.segments[at];
        Columns columns = columns(segment);
        int index = columns.indexFrom(seq);
        if (index == columns.count() || columns.seqAt(index) != seq || segment.isRemoved(index)) {
            return null;
        }
        return removeAt(segment, columns, index);
    }

    /** Removes the live record at an index of a segment; returns its subject. */
    public byte[] removeAt(Segment segment, Columns columns, int index) {
        int number = columns.subjectAt(index);
        byte[] subject = view.subjects.subject(number);
        if (subject == null) {
            throw new IllegalStateException("record " + columns.seqAt(index) + ": got no subject, expected one");
        }
        long seq = columns.seqAt(index);
        int counted = columns.countedAt(index);
        segment.remove(index, counted);
        view.subjects.remove(number, seq);
        count.setRelease(count.getPlain() - 1);
        bytes.setRelease(bytes.getPlain() - counted);
        if (seq == firstSeq) {
            firstSeq = liveFrom(seq + 1);
        }
        return subject;
    }

    /** Removes the records above a sequence, which becomes the last; returns segments that are left out because of it. */
    public List<Segment> truncate(long newLastSeq) {
        var kept = new ArrayList<Segment>();
        var dropped = new ArrayList<Segment>();
        for (Segment segment : view.segments) {
            if (segment.lastSeq() > newLastSeq) {
                removeAbove(segment, newLastSeq);
            }
            (segment.baseSeq() > newLastSeq ? dropped : kept).add(segment);
        }
        view = new View(kept.toArray(NO_SEGMENTS), view.subjects);
        expiries.removeAbove(newLastSeq);
        staying.remove(newLastSeq + 1, Long.MAX_VALUE);
        agingFrom = Math.min(agingFrom, newLastSeq + 1);
        lastSeq = newLastSeq;
        firstSeq = Math.min(firstSeq, newLastSeq + 1);
        return dropped;
    }

    private void removeAbove(Segment segment, long newLastSeq) {
        Columns columns = columns(segment);
        int limit = columns.count();
        for (int i = columns.indexFrom(newLastSeq + 1); (i = segment.nextLive(i, limit)) < limit; i++) {
            removeAt(segment, columns, i);
        }
        segment.cap(newLastSeq);
    }

    /** Corrects the first sequence after segments were restored and records removed. */
    public void restoreFirst(long notBelow) {
        firstSeq = liveFrom(Math.max(notBelow, firstSeq));
    }

    /** The first live sequence from here on; the last plus one when there is none. */
    public long liveFrom(long seq) {
        View now = view;
        for (int at = now.segmentFrom(seq); at < now.segments.length; at++) {
            Segment segment = now.segments[at];
            if (segment.liveCount() == 0) {
                continue;
            }
            if (segment.isDense()) {
                return Math.max(seq, segment.baseSeq());
            }
            Columns columns = columns(segment);
            int limit = columns.count();
            int index = segment.nextLive(columns.indexFrom(seq), limit);
            if (index < limit) {
                return columns.seqAt(index);
            }
        }
        return lastSeq + 1;
    }

    /** The first sequence from here on of which nothing is known without waiting for a disk; 0 when there is none. For the owner. */
    public long coldFrom(long seq) {
        View now = view;
        for (int at = now.segmentFrom(seq); at < now.segments.length; at++) {
            if (!now.segments[at].hasColumns()) {
                return Math.max(seq, now.segments[at].baseSeq());
            }
        }
        return 0;
    }

    /**
     * The sequence of a record to be read before this one can be removed, and the first one known after that, without waiting for a disk; 0
     * when none need be. For the owner.
     */
    public long coldForRemoval(long seq) {
        View now = view;
        int at = now.segmentFrom(seq);
        if (seq < firstSeq || at == now.segments.length) {
            return 0;
        }
        Segment segment = now.segments[at];
        if (!segment.hasColumns()) {
            return Math.max(seq, segment.baseSeq());
        }
        if (seq > firstSeq || segment.liveCount() > 1) {
            return 0;
        }
        do {
            at++;
        } while (at < now.segments.length && now.segments[at].liveCount() == 0);
        boolean isKnown = at == now.segments.length || now.segments[at].isDense() || now.segments[at].hasColumns();
        return isKnown ? 0 : now.segments[at].baseSeq();
    }

    /** The exact first sequence of a subject; found and noted if need be. For the owner. */
    public long firstOf(int number) {
        long first = view.subjects.first(number);
        if (first < 0) {
            first = SubjectScan.firstFrom(this, number, -first);
            view.subjects.foundFirst(number, first);
        }
        return first;
    }

    /** The exact last sequence of a subject; found and noted if need be. For the owner. */
    public long lastOf(int number) {
        long last = view.subjects.last(number);
        if (last < 0) {
            last = SubjectScan.lastUpTo(this, number, -last);
            view.subjects.foundLast(number, last);
        }
        return last;
    }
}
