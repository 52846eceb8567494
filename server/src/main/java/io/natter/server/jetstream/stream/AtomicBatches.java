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
 * <p>Confined to the stream's loop. Messages wait in memory, {@link #BYTES_MAX} bytes of them in all batches of the stream, and no more in
 * all streams than the server has for them; past that a batch is abandoned. They are not put on disk meanwhile: a batch is one unit of the
 * stream, and a unit is written from memory. What was not committed is gone with the process, and its publisher was told nothing else.
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
    private static final long BYTES_MAX = 64L << 20;
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
    private long bytes;

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
        StagedMessages messages = spare.isEmpty() ? new StagedMessages() : spare.pop();
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
        if (!isEob && !hold(batch, message)) {
            abandon(batch, message, "large", ApiErrorCode.INSUFFICIENT_RESOURCES.error());
        } else if (isCommit) {
            commit(batch, message, isEob);
        } else {
            batch.timer.touch();
            publishing.answerEmpty(message);
        }
    }

    private boolean hold(Batch batch, Publish message) {
        long size = message.sizeBytes();
        if (bytes + size > BYTES_MAX || !stream.environment().tryHold(size + OVERHEAD_BYTES)) {
            return false;
        }
        batch.messages.add(message);
        batch.bytes += size;
        bytes += size;
        return true;
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
        bytes -= batch.bytes;
        stream.environment().release(batch.bytes + (long) OVERHEAD_BYTES * batch.messages.count());
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

    private void commit(Batch batch, Publish last, boolean isEob) {
        end(batch);
        ApiError error = check(batch.messages);
        if (error == null) {
            if (isEob) {
                markLast(batch.messages);
            }
            error = store(batch.messages);
        }
        if (error == null) {
            publishing.acknowledgeBatch(last, stream.reader().lastSeq(), "", batch.id.text(), batch.messages.count());
        } else {
            publishing.refuse(last, error);
        }
        giveBack(batch.messages);
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
