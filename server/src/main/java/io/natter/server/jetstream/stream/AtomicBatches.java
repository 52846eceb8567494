package io.natter.server.jetstream.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.natter.protocol.jetstream.ApiError;
import io.natter.protocol.jetstream.ApiErrorCode;
import io.natter.server.config.JetStreamLimits;
import io.natter.store.StoreException;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Batches of messages that are stored together or not at all (D113, ADR-50).
 *
 * <p>Confined to the stream's loop. What is past a megabyte of a batch waits on disk where the stream is there, see {@link StagedMessages}. In
 * memory wait {@link #HELD_BYTES_MAX} bytes in all batches of the stream at most, and no more in all streams than the server has for them;
 * past that, or {@link #BATCH_BYTES_MAX}, a batch is abandoned. What was not committed is gone with the process, and its publisher was told nothing
 * else.
 *
 * <pre>
 *  message 1 ──> open ── message n ──> open ── message with commit ──> checked whole, stored in one unit
 *                  └── gap, timeout, too large ──> abandoned, an advisory tells why
 * </pre>
 */
final class AtomicBatches {
    private static final int ID_LENGTH_MAX = 64;
    private static final int OPEN_MAX = 50;
    private static final int MESSAGES_MAX = 1_000;
    private static final long BATCH_BYTES_MAX = 512L << 20;
    private static final long HELD_BYTES_MAX = 64L << 20;
    private static final int OVERHEAD_BYTES = 256; // of a message that waits
    private static final int SPARE_MAX = 8;
    private static final long API_LEVEL = 5;
    private static final byte[] COMMIT = "1".getBytes(UTF_8);
    private static final byte[] COMMIT_EOB = "eob".getBytes(UTF_8);

    /** One that is open. */
    private static final class Batch {
        private final BatchId id;
        private final StagedMessages messages;
        private final BatchTimer timer;
        private long lastSeq;
        private long bytes;
        private long heldBytes;

        private Batch(BatchId id, StagedMessages messages, BatchTimer timer) {
            this.id = id;
            this.messages = messages;
            this.timer = timer;
        }
    }

    private final Stream stream;
    private final Publishing publishing;
    private final Map<BatchId, Batch> open = new HashMap<>();
    private final ArrayDeque<StagedMessages> spare = new ArrayDeque<>();
    private final BatchId wanted = new BatchId();
    private final BatchStage stage; // of the batch that is committed
    private final Publish shown = new Publish();
    private final PublishHeaders shownHeaders = new PublishHeaders();
    private long bytes; // of all that waits
    private long heldBytes; // of what waits in memory

    AtomicBatches(Stream stream, Publishing publishing) {
        this.stream = stream;
        this.publishing = publishing;
        this.stage = new BatchStage(stream);
    }

    /** Takes a message that names a batch. */
    void take(Publish message, PublishHeaders headers) {
        BatchId id = wanted.of(
                headers.bytes(), headers.from(PublishHeader.BATCH_ID), headers.length(PublishHeader.BATCH_ID));
        ApiError error = refusal(message, headers);
        if (error != null) {
            publishing.refuse(message, error);
            return;
        }
        long seq = headers.number(PublishHeader.BATCH_SEQUENCE);
        boolean isEob = headers.is(PublishHeader.BATCH_COMMIT, COMMIT_EOB);
        Batch batch = open.get(id);
        if (batch == null) {
            error = begin(isEob ? seq - 1 : seq, seq == 1);
            batch = open.get(id);
        }
        if (error != null || batch == null) {
            publishing.refuse(message, error == null ? ApiErrorCode.BAD_REQUEST.error() : error);
            return;
        }
        boolean isCommit = headers.isThere(PublishHeader.BATCH_COMMIT);
        if (isCommit && !isEob && !headers.is(PublishHeader.BATCH_COMMIT, COMMIT)) {
            close(batch);
            publishing.refuse(message, ApiErrorCode.ATOMIC_PUBLISH_INVALID_BATCH_COMMIT.error());
            return;
        }
        add(batch, message, headers, isCommit);
    }

    private @Nullable ApiError refusal(Publish message, PublishHeaders headers) {
        if (stream.config().sealed()) {
            return ApiErrorCode.STREAM_SEALED.error();
        }
        ApiError error = publishing.checks().size(message);
        if (error == null) {
            error = publishing.checks().room(message, stream.uncountedBytes() + bytes);
        }
        if (error != null) {
            return error;
        }
        if (!stream.config().allowAtomic()) {
            return ApiErrorCode.ATOMIC_PUBLISH_DISABLED.error();
        }
        if (headers.length(PublishHeader.BATCH_ID) > ID_LENGTH_MAX) {
            return ApiErrorCode.ATOMIC_PUBLISH_INVALID_BATCH_ID.error();
        }
        return headers.has(PublishHeader.BATCH_SEQUENCE) && headers.number(PublishHeader.BATCH_SEQUENCE) >= 0
                ? null
                : ApiErrorCode.ATOMIC_PUBLISH_MISSING_SEQUENCE.error();
    }

    private @Nullable ApiError begin(long size, boolean isFirst) {
        JetStreamLimits limits = stream.environment().limits();
        if (!isFirst) {
            return size > sizeMax()
                    ? ApiErrorCode.ATOMIC_PUBLISH_TOO_LARGE_BATCH.error(sizeMax())
                    : ApiErrorCode.ATOMIC_PUBLISH_INCOMPLETE_BATCH.error();
        }
        int openMax = limits.batchMaxInflightPerStream() > 0 ? limits.batchMaxInflightPerStream() : OPEN_MAX;
        if (open.size() >= openMax || !stream.environment().tryOpenBatch(true)) {
            return ApiErrorCode.ATOMIC_PUBLISH_TOO_MANY_IN_FLIGHT.error();
        }
        BatchId id = wanted.copy();
        StagedMessages messages = spare.isEmpty() ? new StagedMessages(stream.store()) : spare.pop();
        open.put(id, new Batch(id, messages, new BatchTimer(stream.environment(), () -> expire(id))));
        return null;
    }

    private int sizeMax() {
        int configured = stream.environment().limits().batchMaxMessages();
        return configured > 0 ? configured : MESSAGES_MAX;
    }

    private void add(Batch batch, Publish message, PublishHeaders headers, boolean isCommit) {
        boolean isEob = headers.is(PublishHeader.BATCH_COMMIT, COMMIT_EOB);
        long seq = headers.number(PublishHeader.BATCH_SEQUENCE);
        if (headers.has(PublishHeader.REQUIRED_API_LEVEL)) {
            if (Long.compareUnsigned(headers.number(PublishHeader.REQUIRED_API_LEVEL), API_LEVEL) > 0) {
                abandon(batch, message, "unsupported", ApiErrorCode.REQUIRED_API_LEVEL.error());
                return;
            }
            String name = PublishHeader.REQUIRED_API_LEVEL.text();
            message.headers(HeaderEdits.without(message.headers, message.headersFrom, message.headersLength, name));
        }
        batch.lastSeq++;
        if (batch.lastSeq != seq || seq == 1 && isEob) {
            abandon(batch, message, "incomplete", ApiErrorCode.ATOMIC_PUBLISH_INCOMPLETE_BATCH.error());
            return;
        }
        if ((isEob ? seq - 1 : seq) > sizeMax()) {
            abandon(batch, message, "large", ApiErrorCode.ATOMIC_PUBLISH_TOO_LARGE_BATCH.error(sizeMax()));
            return;
        }
        ApiError error = isEob ? null : hold(batch, message);
        if (error != null) {
            abandon(batch, message, "large", error);
        } else if (isCommit) {
            commit(batch, message, isEob);
        } else {
            batch.timer.touch();
            publishing.answerEmpty(message);
        }
    }

    // What is wrong with it; null when it waits.
    private @Nullable ApiError hold(Batch batch, Publish message) {
        long size = message.sizeBytes();
        long held = size + OVERHEAD_BYTES;
        boolean fits = batch.bytes + size <= BATCH_BYTES_MAX && heldBytes + held <= HELD_BYTES_MAX;
        if (!fits || !stream.environment().tryHold(held)) {
            return ApiErrorCode.INSUFFICIENT_RESOURCES.error();
        }
        count(batch, size, held);
        try {
            batch.messages.add(message);
        } catch (StoreException refused) {
            return Units.error(refused);
        }
        long onDisk = batch.heldBytes - batch.messages.memoryBytes() - (long) OVERHEAD_BYTES * batch.messages.count();
        if (onDisk > 0) {
            stream.environment().release(onDisk);
            count(batch, 0, -onDisk);
        }
        return null;
    }

    private void count(Batch batch, long waiting, long held) {
        batch.bytes += waiting;
        bytes += waiting;
        batch.heldBytes += held;
        heldBytes += held;
    }

    private void expire(BatchId id) {
        Batch batch = open.get(id);
        if (batch != null && !stream.isClosed()) {
            close(batch);
            advise(batch, "timeout");
        }
    }

    private void abandon(Batch batch, Publish message, String reason, ApiError error) {
        close(batch);
        advise(batch, reason);
        publishing.refuse(message, error);
    }

    private void close(Batch batch) {
        end(batch);
        giveBack(batch.messages);
    }

    // Its messages are still there.
    private void end(Batch batch) {
        open.remove(batch.id);
        batch.timer.cancel();
        stream.environment().release(batch.heldBytes);
        count(batch, -batch.bytes, -batch.heldBytes);
        stream.environment().closeBatch(true);
    }

    private void giveBack(StagedMessages messages) {
        if (messages.clear() && spare.size() < SPARE_MAX) {
            spare.push(messages);
        }
    }

    /** Abandons all of them: the stream no longer takes any, or ends. */
    void closeAll() {
        List.copyOf(open.values()).forEach(this::close);
        spare.clear();
    }

    // A unit is written from memory: what waits on disk must find room there once more.
    private void commit(Batch batch, Publish last, boolean isEob) {
        long unitBytes = batch.messages.isSpilled() ? batch.bytes : 0;
        if (!stream.environment().tryHold(unitBytes)) {
            abandon(batch, last, "large", ApiErrorCode.INSUFFICIENT_RESOURCES.error());
            return;
        }
        end(batch);
        ApiError error = commit(batch.messages, isEob);
        stream.environment().release(unitBytes);
        if (error == null) {
            publishing.acknowledgeBatch(last, stream.reader().lastSeq(), "", batch.id.text(), batch.messages.count());
        } else {
            publishing.refuse(last, error);
        }
        giveBack(batch.messages);
    }

    private @Nullable ApiError commit(StagedMessages messages, boolean isEob) {
        try {
            ApiError error = check(messages);
            if (error != null) {
                return error;
            }
            if (isEob) {
                markLast(messages);
            }
        } catch (StoreException unreadable) {
            return Units.error(unreadable);
        }
        return store(messages);
    }

    private @Nullable ApiError check(StagedMessages messages) {
        stage.clear();
        for (int i = 0; i < messages.count(); i++) {
            messages.show(i, shown);
            shownHeaders.read(shown.headers, shown.headersFrom, shown.headersLength);
            ApiError error = publishing.checkStaged(shown, shownHeaders, stage);
            if (error != null) {
                return error;
            }
            messages.keep(i, shown);
        }
        return null;
    }

    private void markLast(StagedMessages messages) {
        int newest = messages.count() - 1;
        messages.show(newest, shown);
        messages.keep(
                newest,
                shown.headers(HeaderEdits.with(
                        shown.headers,
                        shown.headersFrom,
                        shown.headersLength,
                        PublishHeader.BATCH_COMMIT.text(),
                        "1")));
    }

    // All of it, and nothing else, is in a unit of its own, which is stored whole or not at all.
    private @Nullable ApiError store(StagedMessages messages) {
        stream.units().commit();
        try {
            for (int i = 0; i < messages.count(); i++) {
                messages.show(i, shown);
                shownHeaders.read(shown.headers, shown.headersFrom, shown.headersLength);
                publishing.storeStaged(shown, shownHeaders);
            }
            return null;
        } catch (StoreException refused) {
            stream.units().undo(refused);
            return Units.error(refused);
        }
    }

    private void advise(Batch batch, String reason) {
        stream.environment().adviseAbandonedBatch(stream.name(), batch.id.text(), reason);
    }
}
