package io.natter.server.jetstream.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.natter.protocol.jetstream.ApiError;
import io.natter.protocol.jetstream.ApiErrorCode;
import io.natter.server.config.JetStreamLimits;
import io.natter.server.jetstream.consumer.Registration;
import io.natter.store.StoreException;
import java.time.Duration;
import java.util.ArrayList;
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
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final long API_LEVEL = 5;
    private static final byte[] COMMIT = "1".getBytes(UTF_8);
    private static final byte[] COMMIT_EOB = "eob".getBytes(UTF_8);

    /** One that is open. */
    private static final class Batch {
        private final List<Publish> messages = new ArrayList<>();
        private long lastSeq;
        private long bytes;
        private Registration timeout = Registration.NONE;
    }

    private final Stream stream;
    private final Publishing publishing;
    private final Map<String, Batch> open = new HashMap<>();
    private long bytes;

    AtomicBatches(Stream stream, Publishing publishing) {
        this.stream = stream;
        this.publishing = publishing;
    }

    /** Takes a message that names a batch. */
    void take(Publish message, PublishHeaders headers) {
        String id = headers.text(PublishHeader.BATCH_ID);
        ApiError error = refusal(message, headers, id);
        if (error != null) {
            publishing.refuse(message, error);
            return;
        }
        long seq = headers.number(PublishHeader.BATCH_SEQUENCE);
        boolean isEob = headers.is(PublishHeader.BATCH_COMMIT, COMMIT_EOB);
        Batch batch = open.get(id);
        if (batch == null) {
            error = begin(id, isEob ? seq - 1 : seq, seq == 1);
            batch = open.get(id);
        }
        if (error != null || batch == null) {
            publishing.refuse(message, error == null ? ApiErrorCode.BAD_REQUEST.error() : error);
            return;
        }
        boolean isCommit = headers.isThere(PublishHeader.BATCH_COMMIT);
        if (isCommit && !isEob && !headers.is(PublishHeader.BATCH_COMMIT, COMMIT)) {
            close(id);
            publishing.refuse(message, ApiErrorCode.ATOMIC_PUBLISH_INVALID_BATCH_COMMIT.error());
            return;
        }
        add(id, batch, message, headers, isCommit);
    }

    private @Nullable ApiError refusal(Publish message, PublishHeaders headers, String id) {
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
        if (id.length() > ID_LENGTH_MAX) {
            return ApiErrorCode.ATOMIC_PUBLISH_INVALID_BATCH_ID.error();
        }
        return headers.has(PublishHeader.BATCH_SEQUENCE) && headers.number(PublishHeader.BATCH_SEQUENCE) >= 0
                ? null
                : ApiErrorCode.ATOMIC_PUBLISH_MISSING_SEQUENCE.error();
    }

    private @Nullable ApiError begin(String id, long size, boolean isFirst) {
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
        open.put(id, new Batch());
        return null;
    }

    private int sizeMax() {
        int configured = stream.environment().limits().batchMaxMessages();
        return configured > 0 ? configured : MESSAGES_MAX;
    }

    private void add(String id, Batch batch, Publish message, PublishHeaders headers, boolean isCommit) {
        boolean isEob = headers.is(PublishHeader.BATCH_COMMIT, COMMIT_EOB);
        long seq = headers.number(PublishHeader.BATCH_SEQUENCE);
        if (headers.has(PublishHeader.REQUIRED_API_LEVEL)) {
            if (Long.compareUnsigned(headers.number(PublishHeader.REQUIRED_API_LEVEL), API_LEVEL) > 0) {
                abandon(id, message, "unsupported", ApiErrorCode.REQUIRED_API_LEVEL.error());
                return;
            }
            String name = PublishHeader.REQUIRED_API_LEVEL.text();
            message.headers(HeaderEdits.without(message.headers, message.headersFrom, message.headersLength, name));
        }
        batch.lastSeq++;
        if (batch.lastSeq != seq || seq == 1 && isEob) {
            abandon(id, message, "incomplete", ApiErrorCode.ATOMIC_PUBLISH_INCOMPLETE_BATCH.error());
            return;
        }
        if ((isEob ? seq - 1 : seq) > sizeMax()) {
            abandon(id, message, "large", ApiErrorCode.ATOMIC_PUBLISH_TOO_LARGE_BATCH.error(sizeMax()));
            return;
        }
        if (!isEob && !hold(batch, message)) {
            abandon(id, message, "large", ApiErrorCode.INSUFFICIENT_RESOURCES.error());
        } else if (isCommit) {
            commit(id, batch, message, isEob);
        } else {
            batch.timeout.cancel();
            batch.timeout = stream.environment().schedule(timeoutNs(), () -> expire(id, batch));
            publishing.answerEmpty(message);
        }
    }

    private boolean hold(Batch batch, Publish message) {
        long size = message.sizeBytes();
        if (bytes + size > BYTES_MAX || !stream.environment().tryHold(size + OVERHEAD_BYTES)) {
            return false;
        }
        batch.messages.add(message.copy());
        batch.bytes += size;
        bytes += size;
        return true;
    }

    private long timeoutNs() {
        Duration configured = stream.environment().limits().batchTimeout();
        return (configured == null ? TIMEOUT : configured).toNanos();
    }

    private void expire(String id, Batch batch) {
        if (open.get(id) == batch && !stream.isClosed()) {
            close(id);
            advise(id, "timeout");
        }
    }

    private void abandon(String id, Publish message, String reason, ApiError error) {
        close(id);
        advise(id, reason);
        publishing.refuse(message, error);
    }

    private void close(String id) {
        Batch batch = open.remove(id);
        if (batch != null) {
            batch.timeout.cancel();
            bytes -= batch.bytes;
            stream.environment().release(batch.bytes + (long) OVERHEAD_BYTES * batch.messages.size());
            stream.environment().closeBatch(true);
        }
    }

    /** Abandons all of them: the stream no longer takes any, or ends. */
    void closeAll() {
        List.copyOf(open.keySet()).forEach(this::close);
    }

    private void commit(String id, Batch batch, Publish last, boolean isEob) {
        close(id);
        var stage = new BatchStage(stream);
        List<Publish> messages = batch.messages;
        var headers = new PublishHeaders();
        for (Publish message : messages) {
            headers.read(message.headers, message.headersFrom, message.headersLength);
            ApiError error = publishing.checkStaged(message, headers, stage);
            if (error != null) {
                publishing.refuse(last, error);
                return;
            }
        }
        if (isEob) {
            Publish newest = messages.get(messages.size() - 1);
            newest.headers(HeaderEdits.with(
                    newest.headers, newest.headersFrom, newest.headersLength, PublishHeader.BATCH_COMMIT.text(), "1"));
        }
        store(id, messages, last);
    }

    // All of it, and nothing else, is in a unit of its own, which is stored whole or not at all.
    private void store(String id, List<Publish> messages, Publish last) {
        stream.units().commit();
        var headers = new PublishHeaders();
        try {
            for (Publish message : messages) {
                headers.read(message.headers, message.headersFrom, message.headersLength);
                publishing.storeStaged(message, headers);
            }
        } catch (StoreException refused) {
            stream.units().undo(refused);
            publishing.refuse(last, Units.error(refused));
            return;
        }
        publishing.acknowledgeBatch(last, stream.reader().lastSeq(), "", id, messages.size());
    }

    private void advise(String id, String reason) {
        stream.environment().adviseAbandonedBatch(stream.name(), id, reason);
    }
}
