package io.natter.store.file;

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
import java.util.Arrays;
import java.util.Deque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What happens to a stream's files beside appending: ending them, giving them up, deleting them.
 *
 * <p>Confined to the stream's owner.
 *
 * <p>A file is deleted only after the unit that made it useless is on disk: deleted before, a crash would bring back a stream that
 * still needs it.
 */
final class Housekeeping {
    private final StreamFiles files;
    private final Deque<Garbage> garbage = new ArrayDeque<>();
    private final Deque<Erasure> erasures = new ArrayDeque<>();

    private long durableFloor;
    private long pendingFloor;
    private long floorUnit;

    /** A file that holds nothing once a unit is on disk. */
    private record Garbage(SegmentFile file, long unit) {}

    /** A removed record to be overwritten once a unit is on disk. */
    private record Erasure(long seq, long unit) {}

    Housekeeping(StreamFiles files) {
        this.files = files;
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
        open.write(ByteBuffer.wrap(footer), recordsEnd);
        open.force();
        if (file.isForceFailed()) {
            throw new IOException(file.path() + ": an earlier force failed");
        }
        file.onForced(recordsEnd);
        file.footer(Objects.requireNonNull(SegmentFooter.decodeTrailer(
                Arrays.copyOfRange(footer, footer.length - SegmentFooter.TRAILER_BYTES, footer.length),
                (long) recordsEnd + footer.length,
                file.header().salt())));
        segment.sealed(columns, index.cache());
        file.tail().release();
    }

    private static Columns packed(Columns columns) {
        return columns instanceof GrowingColumns growing ? growing.packed() : columns;
    }

    /** All files but the active one hold nothing once this unit is on disk. */
    void giveUpAll(StreamIndex index, @Nullable SegmentFile active, long unit) {
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

    /** One bounded step; whether there is more. */
    boolean step(StreamIndex index, @Nullable SegmentFile active, long durableUnit) throws IOException {
        findEmpty(index, active, durableUnit);
        Garbage first = garbage.peekFirst();
        if (first != null && first.unit <= durableUnit) {
            delete(first.file);
            garbage.removeFirst();
            return !garbage.isEmpty();
        }
        return false;
    }

    private void delete(SegmentFile file) throws IOException {
        file.giveUp();
        files.around().disk().delete(file.path());
    }

    // Of the first segments: those below the floor that is on disk. The last file stays, since it knows the last
    // sequence.
    private void findEmpty(StreamIndex index, @Nullable SegmentFile active, long durableUnit) {
        if (floorUnit <= durableUnit) {
            durableFloor = pendingFloor;
        }
        Segment[] segments = index.view().segments();
        int empty = 0;
        while (empty < segments.length - 1
                && segments[empty].lastSeq() < durableFloor
                && isOther(segments[empty], active)) {
            garbage.add(new Garbage((SegmentFile) segments[empty].bytes(), 0));
            empty++;
        }
        if (empty > 0) {
            index.replaceSegments(0, empty, null);
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

    /** Forgets what was to happen after a unit that will not be. */
    void undo(long unit) {
        garbage.removeIf(each -> each.unit == unit);
        erasures.removeIf(each -> each.unit == unit);
        if (floorUnit == unit) {
            pendingFloor = durableFloor;
            floorUnit = 0;
        }
    }

    /** Lets go of all files. */
    void close(StreamIndex index, @Nullable SegmentFile active) {
        giveUpOpen(index, null);
        if (active != null) {
            active.tail().release();
            active.giveUp();
        }
    }
}
