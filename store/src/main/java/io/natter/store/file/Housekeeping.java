package io.natter.store.file;

import io.natter.store.Commit;
import io.natter.store.CorruptRecordException;
import io.natter.store.disk.DiskFile;
import io.natter.store.format.SegmentFooter;
import io.natter.store.format.SegmentSummary;
import io.natter.store.index.Columns;
import io.natter.store.index.GrowingColumns;
import io.natter.store.index.Segment;
import io.natter.store.index.StreamIndex;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * What happens to a stream's files beside appending: ending them, giving them up, deleting them.
 *
 * <p>Confined to the stream's owner.
 *
 * <p>A file is deleted only after the unit that made it useless is on disk: deleted before, a crash would bring back a stream that
 * still needs it. Files go in the order of their ordinals. Lazily too: a unit is on disk when it was forced, not when it was reported.
 * Where something waits for that, the next round of forces is brought forward.
 */
final class Housekeeping {
    /** So many records are overwritten at once, while the forces of others wait. */
    private static final int OVERWRITTEN_AT_ONCE = 256;

    private final StreamFiles files;
    /** In the order of the files: a file that restarts the sequences must not go before those it ends. */
    private final PriorityQueue<Garbage> garbage = new PriorityQueue<>((one, other) ->
            Long.compare(one.file.header().ordinal(), other.file.header().ordinal()));

    private final Deque<Erasure> erasures = new ArrayDeque<>();

    private final List<Parked> parked;
    private @Nullable Compaction compaction;
    private @Nullable Overwriting overwriting;
    private long durableFloor;
    private long pendingFloor;
    private long floorUnit;
    private long proofUnit;

    /** A file without records, whose removals matter until the floor is at this sequence. */
    record Parked(SegmentFile file, long untilFloor) {}

    /** A file that holds nothing once a unit is on disk. */
    private record Garbage(SegmentFile file, long unit) {}

    /** A removed record to be overwritten once a unit is on disk. */
    private record Erasure(long seq, long unit) {}

    Housekeeping(StreamFiles files, List<Parked> parked, long durableFloor) {
        this.files = files;
        this.parked = new ArrayList<>(parked);
        this.durableFloor = durableFloor;
        this.pendingFloor = durableFloor;
    }

    /** The segment of a file that is written. */
    Segment growing(long baseSeq, SegmentFile file) {
        return new Segment(baseSeq, file, new GrowingColumns(baseSeq));
    }

    /** Ends a full file with its footer, and forces it. */
    void seal(SegmentFile file, StreamIndex index, ActiveParts parts, long floorSeq) throws IOException {
        Segment[] segments = index.view().segments();
        Segment segment = segments[segments.length - 1];
        segment.reachTo(index.lastSeq());
        Columns columns = packed(index.columns(segment));
        int recordsEnd = file.tail().end();
        SegmentSummary summary =
                SegmentSummary.of(segment, columns, index.view().subjects(), floorSeq, parts.lists(segment, columns));
        byte[] footer = SegmentFooter.encode(recordsEnd, file.header().salt(), columns, summary);
        DiskFile open = file.open();
        // The footer vouches for the records, so it must not reach the disk before them.
        if (file.forcedBytes() < recordsEnd) {
            open.force();
        }
        open.write(ByteBuffer.wrap(footer), recordsEnd);
        file.forceAll();
        if (file.isForceFailed()) {
            throw new IOException(file.path() + ": an earlier force failed");
        }
        file.onForced(recordsEnd);
        file.footer(SegmentFooter.ofEncoded(footer, recordsEnd, file.header().salt()));
        segment.sealed(columns, index.cache());
        file.tail().release();
    }

    private static Columns packed(Columns columns) {
        return columns instanceof GrowingColumns growing ? growing.packed() : columns;
    }

    /** All files but the active one hold nothing once this unit is on disk. */
    void giveUpAll(StreamIndex index, @Nullable SegmentFile active, long unit) {
        abandonCompaction();
        for (Segment segment : index.view().segments()) {
            if (isOther(segment, active)) {
                garbage.add(new Garbage((SegmentFile) segment.bytes(), unit));
            }
        }
    }

    @SuppressWarnings("ReferenceEquality") // whether it is this very file
    private static boolean isOther(Segment segment, @Nullable SegmentFile active) {
        return segment.bytes() != active;
    }

    /** Closes the files of an index that is no longer used, but for one. */
    void giveUpOpen(StreamIndex index, @Nullable SegmentFile except) {
        for (Segment segment : index.view().segments()) {
            if (isOther(segment, except)) {
                ((SegmentFile) segment.bytes()).giveUp();
            }
        }
    }

    /** Closes a file after the forces that wait for it. */
    void giveUpAfterForce(SegmentFile file) {
        file.tail().release();
        files.around().committer().submit(file, failure -> file.giveUp());
    }

    /** Has a record overwritten once this unit is on disk. */
    void erase(long seq, long unit) {
        erasures.add(new Erasure(seq, unit));
    }

    /** Has overwritten what another was to overwrite, but for what this unit, which was undone, had removed. */
    void takeOver(Housekeeping before, long undone) {
        Overwriting cancelled = before.overwriting;
        if (cancelled != null) {
            cancelled.seqs().forEach(seq -> erasures.add(new Erasure(seq, 0)));
        }
        before.erasures.stream().filter(each -> each.unit != undone).forEach(erasures::add);
    }

    /**
     * One bounded step; whether there is more, now or when the disk has what was written.
     *
     * @param written the last unit that was written; nothing has changed since
     */
    boolean step(StreamIndex index, @Nullable SegmentFile active, long written, long durableUnit) throws IOException {
        if (isOverwriting()) {
            return true;
        }
        findEmpty(index, active, durableUnit);
        if (deleteFirst(durableUnit)) {
            return true;
        }
        Garbage first = garbage.peek();
        boolean isDeletable = first != null && !isBehindParked(first);
        boolean isWaiting = isDeletable || !erasures.isEmpty() || isFloorAwaited(index);
        if (startOverwriting(index, durableUnit) || compact(index, written, durableUnit)) {
            return true;
        }
        if (isWaiting) {
            hurry();
        }
        return isWaiting;
    }

    // The file to be deleted next, if what that rests on is on disk.
    private boolean deleteFirst(long durableUnit) throws IOException {
        Garbage first = garbage.peek();
        if (first == null || first.unit > durableUnit || isBehindParked(first)) {
            return false;
        }
        delete(first.file);
        garbage.remove();
        return true;
    }

    /**
     * One bounded step before the stream is closed: what was to be overwritten is, by this thread, and what holds nothing is deleted.
     * Returns whether there was anything.
     *
     * @throws IOException when the disk refuses: {@link #unerasedCount} says how many records are as they were, or may be
     */
    boolean finishStep(StreamIndex index, @Nullable SegmentFile active, long durableUnit) throws IOException {
        abandonCompaction();
        Overwriting now = overwriting;
        if (now == null) {
            findEmpty(index, active, durableUnit);
            if (deleteFirst(durableUnit)) {
                return true;
            }
            var places = new ArrayList<Overwriting.Place>();
            if (takeErasures(index, durableUnit, places) == 0) {
                return false;
            }
            now = new Overwriting(places);
            overwriting = now;
        }
        now.force(); // nothing, where the committer was before us
        now.finish();
        overwriting = null;
        return true;
    }

    /** How many records are still to be overwritten, those in files that are deleted, or to be, left out. */
    long unerasedCount(StreamIndex index) {
        long waiting =
                erasures.stream().filter(each -> hasFile(index, each.seq)).count();
        return waiting + (overwriting == null ? 0 : overwriting.seqs().count());
    }

    private static boolean hasFile(StreamIndex index, long seq) {
        Segment[] segments = index.view().segments();
        int at = index.view().segmentFrom(seq);
        return at < segments.length && segments[at].baseSeq() <= seq;
    }

    private void hurry() {
        if (files.around().committer().isLazy()) {
            files.around().committer().hurry();
        }
    }

    private boolean isFloorAwaited(StreamIndex index) {
        Segment[] segments = index.view().segments();
        return segments.length > 1 && segments[0].lastSeq() < pendingFloor;
    }

    // Nothing else happens to the files meanwhile.
    private boolean isOverwriting() throws IOException {
        Overwriting now = overwriting;
        if (now == null || !now.isOver()) {
            return now != null;
        }
        overwriting = null;
        now.finish();
        return false;
    }

    private boolean startOverwriting(StreamIndex index, long durableUnit) {
        var places = new ArrayList<Overwriting.Place>();
        int taken = takeErasures(index, durableUnit, places);
        if (!places.isEmpty()) {
            if (compaction != null && places.stream().anyMatch(compaction::concerns)) {
                abandonCompaction(); // it may have copied them
            }
            var started = new Overwriting(places);
            overwriting = started;
            files.around().committer().submit(started, Commit.IGNORED);
            hurry();
        }
        return taken > 0;
    }

    // Those whose removal is on disk, up to one that must wait; returns how many, there or not.
    private int takeErasures(StreamIndex index, long durableUnit, List<Overwriting.Place> places) {
        int taken = 0;
        while (taken < OVERWRITTEN_AT_ONCE && !erasures.isEmpty()) {
            Erasure next = erasures.element();
            Overwriting.Place place = placeOf(index, next.seq);
            if (next.unit > durableUnit || place != null && !place.file().isProven(place.at())) {
                break;
            }
            erasures.remove();
            taken++;
            if (place != null) {
                places.add(place);
            }
        }
        return taken;
    }

    // A record that came back under its sequence, after the stream was truncated, is not the one to be erased.
    private static Overwriting.@Nullable Place placeOf(StreamIndex index, long seq) {
        StreamIndex.View view = index.view();
        int at = view.segmentFrom(seq);
        if (at == view.segments().length) {
            return null;
        }
        Segment segment = view.segments()[at];
        Columns columns = index.columns(segment);
        int i = columns.indexFrom(seq);
        boolean isIt = i < columns.count() && columns.seqAt(i) == seq && segment.isRemoved(i);
        return isIt ? new Overwriting.Place((SegmentFile) segment.bytes(), seq, columns.placeAt(i)) : null;
    }

    /**
     * Whether the next record to be overwritten waits for a unit, this one, that says it is on disk: overwriting may tear a record, which
     * must not be taken for the end of the file.
     */
    boolean awaitsProof(StreamIndex index, long unit, long durableUnit) {
        Erasure erasure = erasures.peekFirst();
        if (erasure == null || Math.max(erasure.unit, proofUnit) > durableUnit) {
            return false;
        }
        Overwriting.Place place = placeOf(index, erasure.seq);
        if (place == null || place.file().isProven(place.at())) {
            return false;
        }
        proofUnit = unit;
        return true;
    }

    private boolean compact(StreamIndex index, long written, long durableUnit) throws IOException {
        Compaction now = compaction;
        if (now == null) {
            List<Segment> candidates = Compaction.candidates(index, files.segmentBytes());
            if (candidates.isEmpty()) {
                return false;
            }
            compaction = new Compaction(files, index, candidates, written, durableFloor);
            return true;
        }
        if (now.isWaiting(durableUnit)) {
            hurry();
            return true;
        }
        try {
            now.step();
        } catch (CorruptRecordException damaged) {
            now.onDamaged(damaged);
            now.abandon();
            compaction = null;
            return true;
        } catch (IOException e) {
            now.abandon();
            compaction = null;
            throw e;
        }
        if (now.isDone()) {
            now.sources().stream().skip(1).forEach(each -> garbage.add(new Garbage(each.file(), 0)));
            compaction = null;
        }
        return true;
    }

    /** Gives up a rewriting that is under way: the segments it is about may change. */
    void abandonCompaction() {
        if (compaction != null) {
            compaction.abandon();
            compaction = null;
        }
    }

    private boolean isBehindParked(Garbage candidate) {
        return parked.stream()
                .anyMatch(each ->
                        each.file.header().ordinal() < candidate.file.header().ordinal());
    }

    private void delete(SegmentFile file) throws IOException {
        file.giveUp();
        files.around().disk().delete(file.path());
    }

    // Of the first segments: those below the floor that is on disk. The last file that is on disk stays, since it knows
    // the last sequence.
    private void findEmpty(StreamIndex index, @Nullable SegmentFile active, long durableUnit) {
        if (floorUnit <= durableUnit) {
            durableFloor = pendingFloor;
        }
        Segment[] segments = index.view().segments();
        int stay = active != null && active.forcedBytes() == 0 ? 2 : 1;
        int empty = 0;
        while (empty < segments.length - stay
                && segments[empty].lastSeq() < durableFloor
                && isOther(segments[empty], active)) {
            garbage.add(new Garbage((SegmentFile) segments[empty].bytes(), 0));
            empty++;
        }
        if (empty > 0) {
            abandonCompaction();
            index.replaceSegments(0, empty, null);
        }
        for (Parked each : List.copyOf(parked)) {
            if (each.untilFloor <= durableFloor) {
                parked.remove(each);
                garbage.add(new Garbage(each.file, 0));
            }
        }
    }

    /** All below this sequence is gone once this unit is on disk. */
    void onFloor(long floorSeq, long unit) {
        // While one floor waits for the disk others need not be noted: a later one comes soon, or is the same.
        if (durableFloor == pendingFloor || floorUnit == unit) {
            pendingFloor = floorSeq;
            floorUnit = unit;
        }
    }

    /** Sequences are given anew from {@code nextSeq}: the floor of before says nothing any more, these segments hold no records. */
    void onRestart(List<Segment> dropped, long nextSeq) {
        abandonCompaction();
        durableFloor = 0;
        pendingFloor = 0;
        floorUnit = 0;
        parked.replaceAll(each -> new Parked(each.file, Math.min(each.untilFloor, nextSeq)));
        dropped.forEach(segment -> parked.add(new Parked((SegmentFile) segment.bytes(), nextSeq)));
    }

    /** Lets go of all files, of the active one after the forces that wait for it. */
    void close(StreamIndex index, @Nullable SegmentFile active) {
        abandonCompaction();
        if (overwriting != null) {
            overwriting.cancel();
        }
        giveUpOpen(index, active);
        parked.forEach(each -> each.file.giveUp());
        garbage.forEach(each -> each.file.giveUp());
        if (active != null) {
            giveUpAfterForce(active);
        }
    }
}
