package io.natter.store.index;

import io.natter.store.SequenceRange;
import io.natter.store.SubjectFilter;
import io.natter.store.SubjectState;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Questions about a stream that need no record to be read.
 *
 * <p>Thread-safe: pure, over an index that the owner may change. A record is taken for live only after all else about it was read,
 * since its subject's number may be given away once it is removed.
 */
public final class Queries {
    /** What {@link #nextAtHand} says where it would have to wait for a disk. */
    public static final long NOT_AT_HAND = -1;

    private Queries() {}

    /** The first matching sequence from here on; 0 when there is none. */
    public static long next(StreamIndex index, SubjectFilter filter, long fromSeq) {
        return next(index, filter, fromSeq, false);
    }

    /** The same without waiting for a disk; {@link #NOT_AT_HAND} when that cannot be. */
    public static long nextAtHand(StreamIndex index, SubjectFilter filter, long fromSeq) {
        return next(index, filter, fromSeq, true);
    }

    private static @Nullable Columns columns(StreamIndex index, Segment segment, boolean isAtHandOnly) {
        return isAtHandOnly ? segment.columnsAtHand() : index.columns(segment);
    }

    private static long next(StreamIndex index, SubjectFilter filter, long fromSeq, boolean isAtHandOnly) {
        long from = Math.max(fromSeq, index.firstSeq());
        if (filter.isAll()) {
            return nextOfAll(index, from, isAtHandOnly);
        }
        StreamIndex.View view = index.view();
        if (filter.isLiteral()) {
            return nextOfLiteral(index, filter.literal(), from, isAtHandOnly);
        }
        var verdicts = new Verdicts(filter, view.subjects());
        for (int at = view.segmentFrom(from); at < view.segments().length; at++) {
            Segment segment = view.segments()[at];
            Columns columns = columns(index, segment, isAtHandOnly);
            if (columns == null) {
                return NOT_AT_HAND;
            }
            int limit = columns.count();
            for (int i = columns.indexFrom(from); i < limit; i++) {
                if (verdicts.matches(columns.subjectAt(i)) && isLive(segment, i)) {
                    return columns.seqAt(i);
                }
            }
        }
        return 0;
    }

    private static long nextOfLiteral(StreamIndex index, byte[] subject, long fromSeq, boolean isAtHandOnly) {
        while (true) {
            StreamIndex.View view = index.view();
            int number = find(view, subject);
            if (number < 0) {
                return 0;
            }
            long next = nextOfNumber(index, view, number, fromSeq, isAtHandOnly);
            if (isStill(view.subjects(), number, subject, 0, subject.length)) {
                return next;
            }
            Thread.onSpinWait();
        }
    }

    private static long nextOfNumber(
            StreamIndex index, StreamIndex.View view, int number, long fromSeq, boolean isAtHandOnly) {
        long to = Math.abs(view.subjects().last(number));
        long from = Math.max(fromSeq, Math.abs(view.subjects().first(number)));
        for (int at = view.segmentFrom(from); at < view.segments().length; at++) {
            Segment segment = view.segments()[at];
            if (segment.baseSeq() > to) {
                return 0;
            }
            Columns columns = columns(index, segment, isAtHandOnly);
            if (columns == null) {
                return NOT_AT_HAND;
            }
            int limit = columns.count();
            int i = columns.indexFrom(from);
            while ((i = columns.indexOfSubject(number, i, limit)) < limit) {
                if (isLive(segment, i)) {
                    return columns.seqAt(i);
                }
                i++;
            }
        }
        return 0;
    }

    private static long nextOfAll(StreamIndex index, long from, boolean isAtHandOnly) {
        StreamIndex.View view = index.view();
        for (int at = view.segmentFrom(from); at < view.segments().length; at++) {
            Segment segment = view.segments()[at];
            Columns columns = columns(index, segment, isAtHandOnly);
            if (columns == null) {
                return NOT_AT_HAND;
            }
            int limit = columns.count();
            int i = segment.nextLive(columns.indexFrom(from), limit);
            if (i < limit) {
                return columns.seqAt(i);
            }
        }
        return 0;
    }

    /** The last matching sequence up to here; 0 when there is none. */
    public static long previous(StreamIndex index, SubjectFilter filter, long fromSeq) {
        StreamIndex.View view = index.view();
        int literal = filter.isLiteral() ? find(view, filter.literal()) : -1;
        if (filter.isLiteral() && literal < 0) {
            return 0;
        }
        long from = literal < 0
                ? fromSeq
                : Math.min(fromSeq, Math.abs(view.subjects().last(literal)));
        long firstSeq = index.firstSeq();
        var verdicts = new Verdicts(filter, view.subjects());
        for (int at = Math.min(view.segmentFrom(from), view.segments().length - 1); at >= 0; at--) {
            Segment segment = view.segments()[at];
            if (segment.lastSeq() < firstSeq) {
                return 0;
            }
            Columns columns = index.columns(segment);
            for (int i = columns.indexFrom(from == Long.MAX_VALUE ? from : from + 1) - 1; i >= 0; i--) {
                if (verdicts.matches(columns.subjectAt(i)) && isLive(segment, i)) {
                    return columns.seqAt(i);
                }
            }
        }
        return 0;
    }

    /** The last sequence of exactly this subject; 0 when there is none. */
    public static long lastOf(StreamIndex index, byte[] subject, int from, int length) {
        while (true) {
            StreamIndex.View view = index.view();
            SubjectTable subjects = view.subjects();
            int number = subjects.find(subject, from, length);
            if (number < 0) {
                return 0;
            }
            long last = lastOf(index, subjects, number);
            if (last != 0 && isStill(subjects, number, subject, from, length)) {
                return last;
            }
            Thread.onSpinWait();
        }
    }

    private static long lastOf(StreamIndex index, SubjectTable subjects, int number) {
        long last = subjects.last(number);
        return last > 0 ? last : SubjectScan.lastUpTo(index, number, -last);
    }

    private static long firstOf(StreamIndex index, SubjectTable subjects, int number) {
        long first = subjects.first(number);
        return first > 0 ? first : SubjectScan.firstFrom(index, number, -first);
    }

    private static boolean isStill(SubjectTable subjects, int number, byte[] subject, int from, int length) {
        VarHandle.loadLoadFence();
        byte[] now = subjects.subject(number);
        return now != null && Arrays.equals(now, 0, now.length, subject, from, from + length);
    }

    /** How many records have exactly this subject. */
    public static long countOf(StreamIndex index, byte[] subject, int from, int length) {
        SubjectTable subjects = index.view().subjects();
        int number = subjects.find(subject, from, length);
        return number < 0 ? 0 : subjects.count(number);
    }

    /** How many records match. */
    public static long count(StreamIndex index, SubjectFilter filter) {
        if (filter.isAll()) {
            return index.count();
        }
        long[] count = new long[1];
        forEachSubject(index, filter, (subjects, number) -> count[0] += subjects.count(number));
        return count[0];
    }

    /** How many records from here on match. */
    public static long pending(StreamIndex index, SubjectFilter filter, long fromSeq) {
        if (fromSeq <= index.firstSeq()) {
            return count(index, filter);
        }
        return filter.isAll() ? pendingOfAll(index, fromSeq) : PendingCount.of(index, filter, fromSeq);
    }

    private static long pendingOfAll(StreamIndex index, long fromSeq) {
        StreamIndex.View view = index.view();
        long pending = 0;
        int at = view.segmentFrom(fromSeq);
        if (at < view.segments().length) {
            Columns columns = index.columns(view.segments()[at]);
            pending = view.segments()[at].liveFrom(columns.indexFrom(fromSeq), columns.count());
            at++;
        }
        for (; at < view.segments().length; at++) {
            pending += view.segments()[at].liveCount();
        }
        return pending;
    }

    /** How many matching subjects have their last record at this sequence or after. */
    public static long pendingLastPerSubject(StreamIndex index, SubjectFilter filter, long fromSeq) {
        long[] pending = new long[1];
        forEachSubject(index, filter, (subjects, number) -> {
            long last = subjects.last(number);
            if (last >= fromSeq || last < 0 && -last >= fromSeq && lastOf(index, subjects, number) >= fromSeq) {
                pending[0]++;
            }
        });
        return pending[0];
    }

    /** The last sequence up to {@code upToSeq} of each matching subject, ascending; null when there are more than asked for. */
    public static long @Nullable [] lastSeqs(StreamIndex index, SubjectFilter filter, long upToSeq, int countMax) {
        var found = new Object() {
            long[] seqs = new long[16];
            int count;
        };
        forEachSubject(index, filter, (subjects, number) -> {
            long last = lastOf(index, subjects, number);
            if (last > upToSeq) {
                last = SubjectScan.lastUpTo(index, number, upToSeq);
            }
            if (last > 0 && found.count <= countMax) {
                if (found.count == found.seqs.length) {
                    found.seqs = Arrays.copyOf(found.seqs, found.count * 2);
                }
                found.seqs[found.count++] = last;
            }
        });
        if (found.count > countMax) {
            return null;
        }
        long[] seqs = Arrays.copyOf(found.seqs, found.count);
        Arrays.sort(seqs);
        return seqs;
    }

    /** Tells each matching subject's numbers. */
    public static void subjects(StreamIndex index, SubjectFilter filter, Consumer<SubjectState> visitor) {
        forEachSubject(index, filter, (subjects, number) -> {
            byte[] subject = subjects.subject(number);
            long count = subjects.count(number);
            long first = firstOf(index, subjects, number);
            long last = lastOf(index, subjects, number);
            if (subject != null && first > 0 && last > 0) {
                visitor.accept(new SubjectState(subject, count, first, last));
            }
        });
    }

    /** How many subjects match. */
    public static int subjectCount(StreamIndex index, SubjectFilter filter) {
        if (filter.isAll()) {
            return index.view().subjects().subjectCount();
        }
        int[] count = new int[1];
        forEachSubject(index, filter, (subjects, number) -> count[0]++);
        return count[0];
    }

    private static void forEachSubject(StreamIndex index, SubjectFilter filter, SubjectSearch.Visit visit) {
        SubjectSearch.forEach(index.view().subjects(), filter, visit);
    }

    /** The ranges between the first and the last sequence that have no record. */
    public static void removed(StreamIndex index, Consumer<SequenceRange> visitor) {
        StreamIndex.View view = index.view();
        long expected = index.firstSeq();
        long lastSeq = index.lastSeq();
        for (int at = view.segmentFrom(expected); at < view.segments().length; at++) {
            Segment segment = view.segments()[at];
            Columns columns = index.columns(segment);
            int limit = columns.count();
            for (int i = columns.indexFrom(expected); (i = segment.nextLive(i, limit)) < limit; i++) {
                long seq = columns.seqAt(i);
                if (seq > expected) {
                    visitor.accept(new SequenceRange(expected, seq - 1));
                }
                expected = seq + 1;
            }
        }
        if (expected <= lastSeq) {
            visitor.accept(new SequenceRange(expected, lastSeq));
        }
    }

    private static int find(StreamIndex.View view, byte[] subject) {
        return view.subjects().find(subject, 0, subject.length);
    }

    private static boolean isLive(Segment segment, int index) {
        VarHandle.loadLoadFence();
        return !segment.isRemoved(index);
    }
}
