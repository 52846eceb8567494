package io.natter.store.index;

import io.natter.store.SubjectFilter;
import java.util.BitSet;

/**
 * How many records from a sequence on match a filter, with as few of them looked at as it takes.
 *
 * <p>Confined to one thread, over an index that its owner may change meanwhile.
 *
 * <p>Subjects that lie on one side of the sequence are counted as a whole. Only where some are split, records are looked at: those between
 * the sequence and the first of these subjects, or the last, whichever is nearer.
 *
 * <pre>
 *             first of the split        sequence                    last of the split
 *  records  ---------|---------------------|------------------------------|---------
 *                    |<---- looked at ---->|    nearer: the rest is what the subjects have besides
 * </pre>
 */
final class PendingCount {
    private final StreamIndex.View view;
    private final StreamIndex index;
    private final long fromSeq;
    private final BitSet split = new BitSet(); // numbers of subjects
    private long wholeCount;
    private long splitCount;
    private long firstSplitSeq = Long.MAX_VALUE;
    private long lastSplitSeq;

    private PendingCount(StreamIndex index, long fromSeq) {
        this.view = index.view();
        this.index = index;
        this.fromSeq = fromSeq;
    }

    static long of(StreamIndex index, SubjectFilter filter, long fromSeq) {
        var pending = new PendingCount(index, fromSeq);
        SubjectSearch.forEach(pending.view.subjects(), filter, pending::visit);
        return pending.wholeCount + (pending.split.isEmpty() ? 0 : pending.ofSplit());
    }

    private void visit(SubjectTable subjects, int number) {
        long count = subjects.count(number);
        long first = Math.abs(subjects.first(number)); // or earlier than that
        long last = Math.abs(subjects.last(number)); // or later
        if (first >= fromSeq) {
            wholeCount += count;
        } else if (last >= fromSeq) {
            split.set(number);
            splitCount += count;
            firstSplitSeq = Math.min(firstSplitSeq, first);
            lastSplitSeq = Math.max(lastSplitSeq, last);
        }
    }

    private long ofSplit() {
        boolean isEarly = fromSeq - firstSplitSeq < lastSplitSeq - fromSeq;
        return isEarly ? splitCount - between(firstSplitSeq, fromSeq - 1) : between(fromSeq, lastSplitSeq);
    }

    private long between(long first, long last) {
        int only = split.cardinality() == 1 ? split.nextSetBit(0) : -1;
        long count = 0;
        for (int at = view.segmentFrom(first); at < view.segments().length; at++) {
            Segment segment = view.segments()[at];
            if (segment.baseSeq() > last) {
                break;
            }
            Columns columns = index.columns(segment);
            int from = columns.indexFrom(first);
            int limit = columns.indexFrom(last + 1);
            count += only < 0 ? ofMany(segment, columns, from, limit) : ofOne(segment, columns, from, limit, only);
        }
        return count;
    }

    // A number is given to another subject only for records behind the last one looked at.
    private long ofMany(Segment segment, Columns columns, int from, int limit) {
        long count = 0;
        for (int i = from; i < limit; i++) {
            int number = columns.subjectAt(i);
            if (number >= 0 && split.get(number) && !segment.isRemoved(i)) {
                count++;
            }
        }
        return count;
    }

    private static long ofOne(Segment segment, Columns columns, int from, int limit, int number) {
        long count = 0;
        int i = from;
        while ((i = columns.indexOfSubject(number, i, limit)) < limit) {
            count += segment.isRemoved(i) ? 0 : 1;
            i++;
        }
        return count;
    }
}
