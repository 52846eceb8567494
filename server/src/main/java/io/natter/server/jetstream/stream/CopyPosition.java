package io.natter.server.jetstream.stream;

import io.natter.store.StoreException;
import org.jspecify.annotations.Nullable;

/**
 * Where one feed is: what it handed to its stream, and what of that is on disk.
 *
 * <p>Confined to the loop of the stream that copies, but for {@link #settledSeq}.
 */
final class CopyPosition {
    private final Stream stream;
    private final SourceName name;
    private final boolean isMirror;
    private final Runnable onUndone;
    private @Nullable Step step; // of the open unit
    private String identity = "";
    private long seq;
    private volatile long settledSeq; // asked for by the origin too

    /** @param onUndone told when copies could not be stored after all; the position is what it was before them */
    CopyPosition(Stream stream, SourceName name, boolean isMirror, Runnable onUndone) {
        this.stream = stream;
        this.name = name;
        this.isMirror = isMirror;
        this.onUndone = onUndone;
    }

    /** What one unit of the stream holds of this feed. */
    private final class Step {
        private final Unit unit;
        private long copiedSeq;
        private long ownSeq;

        Step(Unit unit) {
            this.unit = unit;
            unit.whenDone(this::settle);
        }

        private void settle(@Nullable StoreException failure) {
            if (step == this) {
                step = null;
            }
            if (failure == null) {
                settledSeq = Math.max(settledSeq, copiedSeq);
                keep(ownSeq);
            } else {
                seq = isMirror ? stream.reader().lastSeq() : settledSeq;
                onUndone.run();
            }
        }
    }

    /** The last sequence of the origin that was copied, or passed over. */
    long seq() {
        return seq;
    }

    /** The last sequence whose copy is on disk, or that needs none. Any thread. */
    long settledSeq() {
        return settledSeq;
    }

    /** Which stream of its name the origin is; empty when that is not known. */
    String identity() {
        return identity;
    }

    /** Starts where it was left. */
    void start(SourcePosition from) {
        identity = from.identity();
        moveTo(from.seq());
        keep(stream.reader().lastSeq());
    }

    /** Goes on from another sequence, with nothing copied. */
    void moveTo(long to) {
        seq = to;
        settledSeq = to;
    }

    /** The origin told which one it is. */
    void identify(String told) {
        identity = told;
    }

    /** The message of that sequence was appended to the open unit, or is one that needs no copy. */
    void advance(long to) {
        seq = to;
        Unit open = stream.units().open();
        Step current = step;
        if (current == null || current.unit != open) {
            current = new Step(open);
            step = current;
        }
        current.copiedSeq = to;
        current.ownSeq = stream.reader().lastSeq();
    }

    private void keep(long ownSeq) {
        if (!isMirror && !stream.isClosed()) {
            stream.positions().keep(name, new SourcePosition(settledSeq, identity, ownSeq));
        }
    }
}
