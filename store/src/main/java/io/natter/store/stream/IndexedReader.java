package io.natter.store.stream;

import io.natter.store.CorruptRecordException;
import io.natter.store.NotAtHandException;
import io.natter.store.RecordSnapshot;
import io.natter.store.SequenceRange;
import io.natter.store.StoredRecord;
import io.natter.store.StreamReader;
import io.natter.store.StreamState;
import io.natter.store.SubjectFilter;
import io.natter.store.SubjectState;
import io.natter.store.index.Columns;
import io.natter.store.index.Queries;
import io.natter.store.index.Segment;
import io.natter.store.index.StreamIndex;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a stream, over an index and wherever the bytes are.
 *
 * <p>Thread-safe. A file that was given up while it was read, because a rewritten one has its records, is looked up again.
 */
public final class IndexedReader implements StreamReader {
    private final Backing backing;

    /** A reader. */
    public IndexedReader(Backing backing) {
        this.backing = backing;
    }

    @Override
    public StreamState state() {
        StreamIndex index = backing.index();
        long firstSeq = index.firstSeq();
        return new StreamState(
                index.count(),
                index.bytes(),
                firstSeq,
                index.count() == 0 ? 0 : timeOf(index, firstSeq),
                index.lastSeq(),
                index.lastTimeNs(),
                backing.durableSeq(),
                index.view().subjects().subjectCount(),
                backing.lostCount());
    }

    private static long timeOf(StreamIndex index, long seq) {
        try {
            long timeNs = timeAt(index, seq);
            return timeNs == Long.MIN_VALUE ? 0 : timeNs;
        } catch (CorruptRecordException damaged) {
            // Its neighbours are fine, and a state without this time is better than none.
            return 0;
        }
    }

    private static long timeAt(StreamIndex index, long seq) {
        StreamIndex.View view = index.view();
        int at = view.segmentFrom(seq);
        if (at == view.segments().length) {
            return Long.MIN_VALUE;
        }
        Segment segment = view.segments()[at];
        long firstTimeNs =
                segment.hasColumns() ? Long.MIN_VALUE : segment.bytes().timeNsIfFirst(seq);
        if (firstTimeNs != Long.MIN_VALUE) {
            return firstTimeNs;
        }
        Columns columns = index.columns(segment);
        int i = columns.indexFrom(seq);
        return i == columns.count() ? Long.MIN_VALUE : segment.bytes().timeNs(columns.seqAt(i), columns.placeAt(i));
    }

    @Override
    public long firstSeq() {
        return backing.index().firstSeq();
    }

    @Override
    public long count() {
        return backing.index().count();
    }

    @Override
    public long bytes() {
        return backing.index().bytes();
    }

    @Override
    public long lastSeq() {
        return backing.index().lastSeq();
    }

    @Override
    public long lastTimeNs() {
        return backing.index().lastTimeNs();
    }

    @Override
    public long durableSeq() {
        return backing.durableSeq();
    }

    @Override
    public @Nullable StoredRecord get(long seq) {
        return read(seq, false);
    }

    private @Nullable StoredRecord read(long seq, boolean isAtHandOnly) {
        while (true) {
            StreamIndex index = backing.index();
            if (backing.isLost(seq)) {
                throw new CorruptRecordException(seq, "a file that was found damaged when the stream was opened");
            }
            if (seq < index.firstSeq() || seq > index.lastSeq()) {
                return null;
            }
            StreamIndex.View view = index.view();
            int at = view.segmentFrom(seq);
            if (at == view.segments().length) {
                return null;
            }
            Segment segment = view.segments()[at];
            if (isAtHandOnly && !segment.hasColumns()) {
                throw NotAtHandException.INSTANCE;
            }
            Columns columns = index.columns(segment);
            int i = columns.indexFrom(seq);
            boolean isHere = i < columns.count() && columns.seqAt(i) == seq && !segment.isRemoved(i);
            StoredRecord record = isHere ? read(segment, seq, columns.placeAt(i), isAtHandOnly) : null;
            if (record != null) {
                return segment.isRemoved(i) ? null : record;
            }
            if (isSame(view, at, segment)) {
                return null;
            }
            Thread.onSpinWait();
        }
    }

    @Override
    public byte @Nullable [] subject(long seq) {
        StreamIndex index = backing.index();
        StreamIndex.View view = index.view();
        int at = seq < index.firstSeq() ? view.segments().length : view.segmentFrom(seq);
        if (at == view.segments().length) {
            return null;
        }
        Segment segment = view.segments()[at];
        Columns columns = index.columns(segment);
        int i = columns.indexFrom(seq);
        boolean isHere = i < columns.count() && columns.seqAt(i) == seq && !segment.isRemoved(i);
        return isHere ? view.subjects().subject(columns.subjectAt(i)) : null;
    }

    @Override
    public @Nullable StoredRecord getAtHand(long seq) {
        return read(seq, true);
    }

    @Override
    public boolean isAtHand(long seq) {
        StreamIndex index = backing.index();
        if (seq < index.firstSeq() || seq > index.lastSeq()) {
            return true;
        }
        StreamIndex.View view = index.view();
        int at = view.segmentFrom(seq);
        if (at == view.segments().length) {
            return true;
        }
        Segment segment = view.segments()[at];
        if (!segment.hasColumns()) {
            return false;
        }
        Columns columns = index.columns(segment);
        int i = columns.indexFrom(seq);
        boolean isHere = i < columns.count() && columns.seqAt(i) == seq;
        return !isHere || segment.bytes().isAtHand(columns.placeAt(i));
    }

    private static @Nullable StoredRecord read(Segment segment, long seq, int place, boolean isAtHandOnly) {
        return isAtHandOnly
                ? segment.bytes().readAtHand(seq, place)
                : segment.bytes().read(seq, place);
    }

    @SuppressWarnings("ReferenceEquality") // whether this very segment is still in use
    private boolean isSame(StreamIndex.View view, int at, Segment segment) {
        StreamIndex.View now = backing.index().view();
        return now == view || at < now.segments().length && now.segments()[at] == segment;
    }

    @Override
    public @Nullable StoredRecord next(SubjectFilter filter, long fromSeq) {
        return found(() -> nextSeq(filter, fromSeq));
    }

    @Override
    public @Nullable StoredRecord nextAtHand(SubjectFilter filter, long fromSeq) {
        while (true) {
            long seq = Queries.nextAtHand(backing.index(), filter, fromSeq);
            if (seq == 0) {
                return null;
            }
            StoredRecord record = seq == Queries.NOT_AT_HAND ? null : read(seq, true);
            if (record != null) {
                return record;
            }
            if (seq == Queries.NOT_AT_HAND) {
                throw NotAtHandException.INSTANCE;
            }
            backing.checkReadable(); // as in found
        }
    }

    @Override
    public long nextSeq(SubjectFilter filter, long fromSeq) {
        return Queries.next(backing.index(), filter, fromSeq);
    }

    @Override
    public long coldSeq(long fromSeq) {
        StreamIndex index = backing.index();
        long seq = Queries.nextAtHand(index, SubjectFilter.all(), fromSeq);
        return seq == Queries.NOT_AT_HAND
                ? index.coldFrom(Math.max(fromSeq, index.firstSeq()))
                : index.coldForRemoval(seq);
    }

    @Override
    public @Nullable StoredRecord previous(SubjectFilter filter, long fromSeq) {
        return found(() -> Queries.previous(backing.index(), filter, fromSeq));
    }

    @Override
    public @Nullable StoredRecord last(SubjectFilter filter) {
        return found(() -> Queries.previous(backing.index(), filter, Long.MAX_VALUE));
    }

    // A record found and then removed before it was read is not the answer; the question is asked again.
    private @Nullable StoredRecord found(LongSupplier question) {
        while (true) {
            long seq = question.getAsLong();
            if (seq == 0) {
                return null;
            }
            StoredRecord record = get(seq);
            if (record != null) {
                return record;
            }
            backing.checkReadable(); // what was closed would be found, and not be read, without end
        }
    }

    @Override
    public long lastSeqOf(byte[] subject, int from, int length) {
        return Queries.lastOf(backing.index(), subject, from, length);
    }

    @Override
    public long countOf(byte[] subject, int from, int length) {
        return Queries.countOf(backing.index(), subject, from, length);
    }

    @Override
    public long @Nullable [] lastSeqs(SubjectFilter filter, long upToSeq, int countMax) {
        return Queries.lastSeqs(backing.index(), filter, upToSeq, countMax);
    }

    @Override
    public long count(SubjectFilter filter) {
        return Queries.count(backing.index(), filter);
    }

    @Override
    public long pending(SubjectFilter filter, long fromSeq) {
        return Queries.pending(backing.index(), filter, fromSeq);
    }

    @Override
    public long pendingLastPerSubject(SubjectFilter filter, long fromSeq) {
        return Queries.pendingLastPerSubject(backing.index(), filter, fromSeq);
    }

    @Override
    public long seqAtTime(long timeNs) {
        StreamIndex index = backing.index();
        long low = index.firstSeq();
        long high = index.lastSeq() + 1;
        while (low < high) {
            long middle = low + (high - low >>> 1);
            long seq = Queries.next(index, SubjectFilter.all(), middle);
            if (seq == 0 || seq >= high || timeOf(index, seq) >= timeNs) {
                high = middle;
            } else {
                low = seq + 1;
            }
        }
        long seq = Queries.next(index, SubjectFilter.all(), low);
        return seq == 0 ? index.lastSeq() + 1 : seq;
    }

    @Override
    public void subjects(SubjectFilter filter, Consumer<SubjectState> visitor) {
        Queries.subjects(backing.index(), filter, visitor);
    }

    @Override
    public int subjectCount(SubjectFilter filter) {
        return Queries.subjectCount(backing.index(), filter);
    }

    @Override
    public void removed(Consumer<SequenceRange> visitor) {
        Queries.removed(backing.index(), visitor);
    }

    @Override
    public RecordSnapshot snapshot() {
        return new IndexedSnapshot(backing.index(), state());
    }
}
