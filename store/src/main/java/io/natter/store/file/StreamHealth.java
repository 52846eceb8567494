package io.natter.store.file;

import io.natter.store.StoreException;
import io.natter.store.StoreFailedException;
import io.natter.store.StoreFullException;
import io.natter.store.disk.NoSpaceException;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Whether a stream can be changed.
 *
 * <p>Thread-safe, but for {@link #checkSpace}, which is the owner's. What failed stays failed, whoever says otherwise at the same
 * time.
 *
 * <pre>
 *           disk full                      any other error
 *  OPEN  ------------->  FULL      OPEN, FULL ------------->  FAILED      refuses every change; reads go on
 *        <-------------
 *         there is space again (asked with each append)
 * </pre>
 */
final class StreamHealth {
    private static final long SPACE_CHECK_BYTES = 4 << 20;

    private enum State {
        OPEN,
        FULL,
        FAILED,
        CLOSED
    }

    private final Surroundings around;
    private final String stream;
    private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);
    private volatile String failure = "";
    private long bytesSinceCheck;

    StreamHealth(Surroundings around, String stream) {
        this.around = around;
        this.stream = stream;
    }

    boolean isOpen() {
        return state.get() == State.OPEN;
    }

    boolean isFailed() {
        return state.get() == State.FAILED;
    }

    /** Whether it ever failed, also when it is closed by now. */
    boolean hasFailed() {
        return !failure.isEmpty();
    }

    boolean isClosed() {
        return state.get() == State.CLOSED;
    }

    /** Nothing can be changed any more. */
    void close() {
        state.set(State.CLOSED);
    }

    /** Throws when nothing can be changed any more. */
    void checkWritable() {
        if (isFailed()) {
            throw readOnly();
        }
        if (isClosed()) {
            throw new IllegalStateException(stream + ": got a change, expected none after closing");
        }
    }

    /** Why a stream that failed cannot be changed. */
    StoreFailedException readOnly() {
        return new StoreFailedException(stream + ": read-only since " + failure, null);
    }

    /**
     * Throws when the disk has less than its reserve free: asked often enough that the reserve is not used up between two
     * questions, and each time while the disk is full.
     */
    void checkSpace(long newBytes) {
        bytesSinceCheck += newBytes;
        if (isOpen() && bytesSinceCheck < SPACE_CHECK_BYTES) {
            return;
        }
        bytesSinceCheck = 0;
        long reserve = around.options().reserveBytes();
        try {
            long usable = around.disk().usableBytes();
            if (usable < reserve) {
                state.compareAndSet(State.OPEN, State.FULL);
                throw new StoreFullException(
                        stream + ": " + usable + " bytes free, expected at least " + reserve, null);
            }
            state.compareAndSet(State.FULL, State.OPEN);
        } catch (IOException e) {
            throw failed("free space cannot be read", e);
        }
    }

    /** The disk is full. */
    StoreFullException full(NoSpaceException cause) {
        state.compareAndSet(State.OPEN, State.FULL);
        return new StoreFullException(stream + ": disk is full", cause);
    }

    /** The disk failed. */
    StoreFailedException failed(String what, IOException cause) {
        fail(what + ": " + cause.getMessage());
        return new StoreFailedException(stream + ": " + what, cause);
    }

    /** The disk failed; the first reason is the one that is told. */
    void fail(String what) {
        if (!isFailed()) {
            failure = what;
        }
        if (!isClosed()) {
            state.set(State.FAILED);
        }
    }

    /** What a unit learns: its own failure, or that of one before it, without which it counts for nothing. */
    @Nullable
    StoreException outcome(@Nullable StoreException own) {
        return own == null && isFailed() ? readOnly() : own;
    }
}
