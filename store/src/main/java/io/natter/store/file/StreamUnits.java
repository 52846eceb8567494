package io.natter.store.file;

import io.natter.store.Commit;
import io.natter.store.StoreBusyException;
import io.natter.store.StoreException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * How far a stream's units have come: open, written, on disk.
 *
 * <p>Confined to the stream's owner, but for {@link #durableSeq} and what the committer's thread tells.
 *
 * <pre>
 *  units     | ... full files ... | active file                          |
 *                            sealed          forced in it     written  open
 * </pre>
 *
 * <p>Lazily a unit is reported done when it is written; it is on disk when a round of forces took it in, as always.
 */
final class StreamUnits {
    /** How often a file is forced on its way to be full, in lazy mode. */
    private static final int EARLY_FORCES = 8;

    private final Surroundings around;
    private final StreamFiles files;
    private final StreamHealth health;
    private final AtomicLong waitingBytes = new AtomicLong();
    private volatile long durableSeq;

    // for the owner
    private long open = 1;
    private long sealed = -1;
    private long writtenSeq;

    /** The units of a stream that was just read. */
    StreamUnits(StreamFiles files, StreamHealth health, Recovered recovered) {
        this.around = files.around();
        this.files = files;
        this.health = health;
        long lastSeq = recovered.index().lastSeq();
        this.durableSeq = Math.min(recovered.provenSeq(), lastSeq);
        recovered(recovered.active(), lastSeq);
    }

    /** The open unit. */
    long open() {
        return open;
    }

    /** The last unit that was written. */
    long written() {
        return open - 1;
    }

    /** The last unit that is on disk, whatever was reported. */
    long durable(@Nullable SegmentFile active) {
        return active == null ? written() : Math.max(sealed, active.forcedUnit());
    }

    /** Everything up to here was reported done. Thread-safe. */
    long durableSeq() {
        return durableSeq;
    }

    /** The last sequence of the last unit that was written. */
    long writtenSeq() {
        return writtenSeq;
    }

    /** Throws when too much waits for the disk. */
    void checkWaiting() {
        long waiting = waitingBytes.get();
        if (waiting > around.options().waitingBytesMax()) {
            throw new StoreBusyException(
                    files.directory() + ": " + waiting + " bytes wait for the disk, expected at most "
                            + around.options().waitingBytesMax(),
                    null);
        }
    }

    /** The open unit was written; {@code commit} learns when it is on disk, or lazily at once. */
    void submit(SegmentFile file, int bytes, long lastSeq, Commit commit) {
        open++;
        writtenSeq = lastSeq;
        if (around.committer().isLazy()) {
            durableSeq = lastSeq;
            if (file.enqueue()) {
                around.committer().submit(file, failed -> noteForced(file, failed));
            }
            hurryForce(file, bytes);
            commit.done(null);
            return;
        }
        waitingBytes.addAndGet(bytes);
        around.committer().submit(new WaitingUnit(this, file, bytes, lastSeq, commit));
    }

    /** A unit that was written and is to be forced: one object, which is all that a message by itself leaves behind. */
    private record WaitingUnit(StreamUnits units, SegmentFile file, int bytes, long lastSeq, Commit commit)
            implements Committer.Waiting {
        @Override
        public void done(@Nullable StoreException failed) {
            units.waitingBytes.addAndGet(-bytes);
            units.noteForced(file, failed);
            units.onForced(lastSeq, failed, commit);
        }
    }

    // A full file is forced by its owner: what is left of it then should be little.
    private void hurryForce(SegmentFile file, int bytes) {
        int step = files.segmentBytes() / EARLY_FORCES;
        int written = file.tail().written();
        if ((written - bytes) / step < written / step) {
            around.committer().hurry();
        }
    }

    private void noteForced(SegmentFile file, @Nullable StoreException failed) {
        if (failed != null) {
            health.fail("force failed: " + file.path());
        }
    }

    // A unit after one that failed may be on disk, but its stream has a hole: it counts as failed too.
    private void onForced(long seq, @Nullable StoreException failed, Commit commit) {
        StoreException outcome = health.outcome(failed);
        if (outcome == null) {
            durableSeq = seq;
        }
        commit.done(outcome);
    }

    /** All that was written is in full files, which are on disk. */
    void onSealed() {
        sealed = written();
    }

    /** Sequences are to be given anew after this one. */
    void writtenSeq(long lastSeq) {
        writtenSeq = lastSeq;
    }

    /** Sequences are given anew after this one, and that is on disk. */
    void goOnAfter(long lastSeq) {
        durableSeq = lastSeq;
    }

    /** The files were read again, up to the last unit that was written. */
    void recoveredAgain(@Nullable SegmentFile active, long lastSeq, long durable) {
        sealed = durable;
        recovered(active, lastSeq);
    }

    // What recovery wrote again is forced with the next round; until then a power cut could still take it.
    private void recovered(@Nullable SegmentFile active, long lastSeq) {
        writtenSeq = lastSeq;
        if (active == null || active.forcedBytes() == active.tail().written()) {
            onSealed();
            return;
        }
        active.goOnAfter(written());
        around.committer().submit(active, failed -> {
            noteForced(active, failed);
            durableSeq = failed == null ? Math.max(durableSeq, lastSeq) : durableSeq;
        });
    }
}
