package io.natter.server.jetstream.stream;

import io.natter.protocol.jetstream.ApiError;
import io.natter.protocol.jetstream.ApiErrorCode;
import io.natter.server.core.OutgoingMessage;
import io.natter.store.StoreBusyException;
import io.natter.store.StoreException;
import io.natter.store.StoreFullException;
import io.natter.store.StreamWriter;
import java.util.ArrayDeque;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The units of one stream: all changes of a pass of the loop are one, committed at its end, settled when it is on disk.
 *
 * <p>Confined to the stream's loop, but for {@link #onDone}.
 */
final class Units {
    private static final int FREE_MAX = 4;
    private static final byte[] NO_REFUSAL = {};

    private final StreamEnvironment environment;
    private final StreamWriter writer;
    private final Owner owner;
    private final OutgoingMessage out = new OutgoingMessage();
    private final ArrayDeque<Unit> free = new ArrayDeque<>();
    private final Function<ApiError, byte[]> refusals;
    private final Runnable commit = this::commit;
    private @Nullable Unit open;
    private boolean isCommitting;
    private boolean answersBeforeDisk;

    /** Who is told of what becomes of units. */
    interface Owner {
        /** The open unit is about to be committed: the last moment for changes that belong to it. */
        void beforeCommit();

        /** A unit was undone: the stream is again what it was before. Called within the commit. */
        void onUndone();

        /** More is on disk than before. */
        void onDurable();
    }

    Units(StreamEnvironment environment, StreamWriter writer, Owner owner, Function<ApiError, byte[]> refusals) {
        this.environment = environment;
        this.writer = writer;
        this.owner = owner;
        this.refusals = refusals;
    }

    /** Whether units count as settled as soon as they are written (asynchronous persistence). */
    void answerBeforeDisk(boolean doesSo) {
        answersBeforeDisk = doesSo;
    }

    /** The unit of this pass. Whoever changes the stream asks for it, so that it is committed. */
    Unit open() {
        Unit unit = open;
        if (unit == null) {
            unit = free.isEmpty() ? new Unit(this) : free.pop();
            open = unit;
            environment.atPassEnd(commit);
        }
        return unit;
    }

    /** Ends the unit of this pass, if there is one. */
    void commit() {
        if (open == null) {
            return;
        }
        owner.beforeCommit();
        Unit unit = open;
        open = null;
        if (answersBeforeDisk) {
            var written = new Written();
            writer.commit(written);
            settle(unit, written.failure);
            return;
        }
        isCommitting = true;
        try {
            writer.commit(unit);
        } finally {
            isCommitting = false;
        }
    }

    /** Undoes all of the open unit: who waits for it is told that it is not stored. Nothing was written of it. */
    void undo(StoreException why) {
        Unit unit = open();
        open = null;
        writer.rollBack();
        settle(unit, why);
    }

    /** A commit of which only an immediate failure counts. */
    private final class Written implements io.natter.store.Commit {
        private @Nullable StoreException failure;
        private boolean isOver;

        @Override
        public void done(@Nullable StoreException failed) {
            if (!isOver && environment.inLoop()) {
                failure = failed;
                isOver = true;
            } else if (failed != null) {
                environment.warn("persistence failed after the acknowledgement: " + failed.getMessage());
            }
        }
    }

    /** The unit is on disk, or is not. Any thread. */
    void onDone(Unit unit) {
        if (environment.inLoop() && isCommitting) {
            unit.run();
        } else {
            environment.execute(unit);
        }
    }

    void settle(Unit unit, @Nullable StoreException failure) {
        if (failure != null) {
            owner.onUndone();
        }
        unit.settle(failure, out, failure == null ? NO_REFUSAL : refusals.apply(error(failure)));
        if (unit.clear() && free.size() < FREE_MAX) {
            free.push(unit);
        }
        if (failure == null) {
            owner.onDurable();
        }
    }

    void publish(OutgoingMessage message) {
        environment.publish(message);
    }

    /** What publishers and callers of the API are told when the store refuses (D109, D117). */
    static ApiError error(StoreException failure) {
        if (failure instanceof StoreFullException) {
            return ApiErrorCode.INSUFFICIENT_RESOURCES.error();
        }
        if (failure instanceof StoreBusyException) {
            return ApiErrorCode.STREAM_TOO_MANY_REQUESTS.error();
        }
        return ApiErrorCode.STREAM_STORE_FAILED.error(String.valueOf(failure.getMessage()));
    }
}
