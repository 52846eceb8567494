package io.natter.store.file;

import io.natter.store.Commit;
import io.natter.store.RecordDraft;
import io.natter.store.RecoveryReport;
import io.natter.store.StoreBusyException;
import io.natter.store.StoreException;
import io.natter.store.StoreFailedException;
import io.natter.store.StoreFullException;
import io.natter.store.disk.NoSpaceException;
import io.natter.store.format.SegmentHeader;
import io.natter.store.index.RangeSet;
import io.natter.store.index.Segment;
import io.natter.store.index.StreamIndex;
import io.natter.store.stream.Backing;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One stream's records in files.
 *
 * <p>Confined to the stream's owner; what readers and the committer's thread see is volatile.
 *
 * <p>A unit that cannot be written is undone by reading the files again, up to the last unit that was written: the index then says
 * what the disk says, whatever the unit had changed.
 */
final class FileBacking implements Backing {
    /** A file smaller than this share of a full one is not ended by closing: reading it is quick, and it goes on to be written. */
    private static final int UNSEALED_SHARE = 32;

    private static final int UNIT_BYTES_MAX = 1 << 30;

    private final Surroundings around;
    private final StreamFiles files;
    private final StreamHealth health;
    private final StreamUnits units;
    private final RecordEncoder encoder;

    // seen by readers and the committer
    private volatile StreamIndex index;
    private volatile RangeSet lost;

    // for the stream's life
    private Housekeeping housekeeping;
    private RecoveryReport report;
    private long nextOrdinal;
    private long recordedFloor;

    // for the file that is written
    private @Nullable SegmentFile active;
    private ActiveParts parts;

    // for the open unit
    private final RangeSet removed = new RangeSet();
    private boolean isSkipped;

    /** A stream that was just read. */
    FileBacking(StreamFiles files, Recovered recovered) {
        this.files = files;
        this.around = files.around();
        this.health = new StreamHealth(around, files.directory());
        this.index = recovered.index();
        this.lost = recovered.lost();
        this.report = recovered.report();
        this.active = recovered.active();
        this.parts = recovered.activeParts();
        this.nextOrdinal = recovered.nextOrdinal();
        this.recordedFloor = index.firstSeq();
        this.units = new StreamUnits(files, health, recovered);
        this.encoder = new RecordEncoder(files.options().compression());
        this.housekeeping = new Housekeeping(files, recovered.parked(), recovered.floorSeq());
    }

    @Override
    public StreamIndex index() {
        return index;
    }

    @Override
    public long durableSeq() {
        return units.durableSeq();
    }

    @Override
    public RecoveryReport recovery() {
        return report;
    }

    @Override
    public boolean isLost(long seq) {
        RangeSet known = lost;
        return !known.isEmpty() && known.contains(seq);
    }

    @Override
    public long lostCount() {
        return lost.size();
    }

    @Override
    public int countedBytes(int subjectLength, int headersLength, int payloadLength) {
        return files.options().countedBytes(subjectLength, headersLength, payloadLength);
    }

    @Override
    public void checkWritable() {
        health.checkWritable();
    }

    @Override
    public void checkReadable() {
        if (health.isClosed()) {
            throw new StoreFailedException(files.directory() + ": closed", null);
        }
    }

    @Override
    public int append(RecordDraft draft, long seq) {
        health.checkWritable();
        health.checkSpace((long) draft.payloadLength() + draft.headersLength());
        units.checkWaiting();
        int length = encoder.measure(draft);
        SegmentFile file = activeFor(seq, length);
        int place = file.tail().end();
        encoder.writeTo(file.tail().reserve(length), place, draft, seq);
        if (draft.expiryNs() != 0) {
            parts.addExpiry(seq, draft.expiryNs());
        }
        return place;
    }

    private SegmentFile activeFor(long seq, int length) {
        SegmentFile file = active;
        boolean isFar = seq - (file == null ? units.writtenSeq() + 1 : lastBaseSeq()) > Integer.MAX_VALUE;
        if (isFar && (file == null || file.tail().isUnitEmpty())) {
            commit(Commit.IGNORED); // says which sequences are left out, in a file of its own if there is none
            health.checkWritable();
            SegmentFile before = active;
            if (before != null) {
                seal(before);
            }
        }
        SegmentFile next = active(length);
        if (seq - lastBaseSeq() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("unit: got more than 2^31 sequences, expected a commit before");
        }
        return next;
    }

    private SegmentFile active(int length) {
        SegmentFile known = active;
        SegmentFile file = known == null ? startFile(false) : known;
        if ((long) file.tail().end() + length > UNIT_BYTES_MAX) {
            throw new IllegalArgumentException("unit: got more than 1 GiB, expected a commit before");
        }
        return file;
    }

    private long lastBaseSeq() {
        StreamIndex.View view = index.view();
        return view.segments()[view.segments().length - 1].baseSeq();
    }

    private SegmentFile startFile(boolean restarts) {
        StreamIndex now = index;
        // Not the last sequence as it is now: the open unit may have left out some, and may yet be undone.
        long baseSeq = units.writtenSeq() + 1;
        var header = new SegmentHeader(
                SegmentHeader.Kind.RECORDS,
                restarts,
                nextOrdinal,
                baseSeq,
                recordedFloor,
                0,
                around.nowNs().getAsLong(),
                around.random().getAsInt());
        try {
            SegmentFile made = files.create(header, restarts);
            nextOrdinal++;
            parts = new ActiveParts();
            active = made;
            now.addSegment(housekeeping.growing(baseSeq, made));
            return made;
        } catch (NoSpaceException e) {
            throw health.full(e);
        } catch (IOException e) {
            throw health.failed("a file cannot be made", e);
        }
    }

    // Between units only, so that a footer never tells what a unit did that may yet be undone. A full disk is met again
    // later.
    private void trySeal(SegmentFile file) {
        try {
            seal(file);
        } catch (StoreException keptInHealth) {
            // the unit was written; the next change is refused
        }
    }

    // Everything before is on disk when this returns, so only the newest file of a stream can have a torn end.
    private void seal(SegmentFile file) {
        try {
            housekeeping.seal(file, index, parts, recordedFloor);
            active = null;
            units.onSealed();
        } catch (NoSpaceException e) {
            throw health.full(e);
        } catch (IOException e) {
            file.onForceFailed(e);
            throw health.failed("a full file cannot be ended", e);
        }
    }

    @Override
    public void onRemoved(long seq) {
        removed.add(seq);
    }

    @Override
    public void onSkipped(long lastSeq) {
        isSkipped = true;
    }

    @Override
    public void clear() {
        StreamIndex now = index;
        housekeeping.giveUpAll(now, active, units.open());
        now.clear(now.lastSeq() + 1);
        removed.clear();
        SegmentFile file = active;
        if (file != null) {
            now.addSegment(housekeeping.growing(now.lastSeq() + 1, file));
        }
    }

    @Override
    public void commit(Commit commit) {
        if (health.isFailed() || health.isClosed()) {
            commit.done(health.readOnly());
            return;
        }
        try {
            putChanges();
            SegmentFile file = active;
            if (file == null) {
                commit.done(null);
                return;
            }
            int begin = file.tail().written();
            file.writeUnit(units.open());
            removed.clear();
            isSkipped = false;
            units.submit(file, file.tail().written() - begin, index.lastSeq(), commit);
            if (file.tail().end() >= files.segmentBytes()) {
                trySeal(file);
            }
        } catch (StoreFullException e) {
            undo(e);
            commit.done(e);
        } catch (NoSpaceException e) {
            StoreFullException refused = health.full(e);
            undo(refused);
            commit.done(refused);
        } catch (IOException e) {
            StoreFailedException failed = health.failed("a unit cannot be written", e);
            undo(failed);
            commit.done(failed);
        } catch (StoreFailedException e) {
            commit.done(e);
        }
    }

    // Removals and sequences left out become records at the end of the unit.
    private void putChanges() {
        long floorSeq = index.firstSeq();
        removed.removeBelow(floorSeq);
        if (!removed.isEmpty() || floorSeq > recordedFloor) {
            SegmentFile file = active(RecordEncoder.removalsLength(removed));
            RecordEncoder.writeRemovals(
                    file.tail(), removed, floorSeq, around.nowNs().getAsLong());
            for (int i = 0; i < removed.rangeCount(); i++) {
                parts.removals().add(removed.firstAt(i), removed.lastAt(i));
            }
            recordedFloor = floorSeq;
            housekeeping.onFloor(floorSeq, units.open());
        }
        if (isSkipped) {
            SegmentFile file = active(RecordEncoder.SKIP_BYTES);
            RecordEncoder.writeSkip(file.tail(), index.lastSeq(), around.nowNs().getAsLong());
        }
    }

    @Override
    public void rollBack() {
        undo(new StoreBusyException("a unit was undone", null));
    }

    // Goes back to what the files say. When they cannot be read, nothing can be changed any more.
    private void undo(StoreException cause) {
        removed.clear();
        isSkipped = false;
        SegmentFile file = active;
        long durable = units.durable(file);
        try {
            if (file != null) {
                cutBack(file);
            }
            Recovered recovered = StreamRecovery.recoverAgain(files);
            Housekeeping before = housekeeping;
            before.close(index, file);
            housekeeping = new Housekeeping(files, recovered.parked(), recovered.floorSeq());
            housekeeping.takeOver(before, units.open());
            active = recovered.active();
            parts = recovered.activeParts();
            nextOrdinal = recovered.nextOrdinal();
            index = recovered.index();
            lost = recovered.lost();
            recordedFloor = index.firstSeq();
            units.recoveredAgain(active, index.lastSeq(), durable);
        } catch (IOException | StoreException e) {
            cause.addSuppressed(e);
            health.fail("a unit could not be undone: " + e.getMessage());
        }
    }

    // What cannot be cut is passed over by reading; only going on behind it would be wrong.
    private void cutBack(SegmentFile file) {
        try {
            file.open().truncate(file.tail().written());
        } catch (IOException e) {
            health.fail("a unit that was not written whole cannot be cut off: " + e.getMessage());
        }
    }

    @Override
    public void truncate(long lastSeq) {
        endForRestart();
        StreamIndex now = index;
        List<Segment> dropped = now.truncate(lastSeq);
        goOnAfter(lastSeq, Math.min(recordedFloor, now.firstSeq()), dropped);
    }

    @Override
    public void restart(long firstSeq) {
        endForRestart();
        StreamIndex now = index;
        List<Segment> dropped = List.of(now.view().segments());
        now.clear(firstSeq);
        goOnAfter(firstSeq - 1, firstSeq, dropped);
    }

    private void endForRestart() {
        commit(Commit.IGNORED);
        checkWritable();
        SegmentFile file = active;
        if (file != null) {
            seal(file);
        }
    }

    // One new file says it all, so a crash leaves the stream as it was before or as it is after.
    private void goOnAfter(long lastSeq, long floorSeq, List<Segment> dropped) {
        recordedFloor = floorSeq;
        units.writtenSeq(lastSeq);
        try {
            startFile(true);
        } catch (StoreException e) {
            undo(e);
            throw e;
        }
        housekeeping.onRestart(dropped, lastSeq + 1);
        housekeeping.onFloor(floorSeq, 0);
        units.goOnAfter(lastSeq);
    }

    @Override
    public boolean maintain() {
        SegmentFile file = active;
        boolean isOpen =
                !removed.isEmpty() || isSkipped || file != null && !file.tail().isUnitEmpty();
        if (isOpen || health.isFailed() || health.isClosed()) {
            return false;
        }
        try {
            long durable = units.durable(file);
            if (!housekeeping.awaitsProof(index, units.open(), durable)) {
                return housekeeping.step(index, file, units.written(), durable);
            }
            if (!health.isOpen()) {
                return false; // a full disk: later
            }
            isSkipped = true; // a unit that says nothing but what is on disk
            commit(Commit.IGNORED);
            return true;
        } catch (NoSpaceException later) {
            return false;
        } catch (IOException e) {
            throw health.failed("housekeeping", e);
        }
    }

    @Override
    public void erase(long seq) {
        housekeeping.erase(seq, units.open());
    }

    /** How its disk is. */
    StreamHealth health() {
        return health;
    }

    /**
     * Commits what is open, ends a large file with its footer, overwrites what waits for it as far as there is time, and lets go of all
     * files.
     */
    void close() {
        if (health.isClosed()) {
            return;
        }
        commit(Commit.IGNORED);
        SegmentFile file = active;
        try {
            if (file != null && health.isOpen() && file.tail().end() >= files.segmentBytes() / UNSEALED_SHARE) {
                seal(file);
            }
            forceActive();
            finishHousekeeping();
        } catch (StoreException | IOException e) {
            health.fail("closing: " + e.getMessage());
        }
        around.closing().left(housekeeping.unerasedCount(index));
        health.close();
        housekeeping.close(index, active == null ? file : active);
    }

    private void forceActive() throws IOException {
        SegmentFile file = active;
        if (file == null
                || health.isFailed()
                || file.forcedBytes() == file.tail().written()) {
            return;
        }
        if (file.isForceFailed()) {
            throw new IOException(file.path() + ": an earlier force failed");
        }
        try {
            file.force();
        } catch (IOException e) {
            file.onForceFailed(e); // the committer must not believe a later one
            throw e;
        }
    }

    // The committer goes on with its own work, which may be what waits here.
    private void finishHousekeeping() throws IOException {
        long untilNs = around.closing().untilNs();
        boolean isProofDue = true; // one is enough: nothing is written behind it any more
        boolean isMore = true;
        while (isMore && !health.isFailed() && !around.closing().isOver(untilNs)) {
            long durable = units.durable(active);
            if (isProofDue && health.isOpen() && housekeeping.awaitsProof(index, units.open(), durable)) {
                isProofDue = false;
                isSkipped = true;
                commit(Commit.IGNORED);
                forceActive();
            } else {
                isMore = housekeeping.finishStep(index, active, durable);
            }
        }
    }
}
