package io.natter.server.jetstream.stream;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.natter.protocol.jetstream.ApiError;
import io.natter.protocol.jetstream.ApiErrorCode;
import io.natter.server.config.JetStreamLimits;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Batches whose messages are stored one by one and acknowledged now and then (D114).
 *
 * <p>Confined to the stream's loop. Each acknowledgement says that what came before is on disk.
 */
final class FastBatches {
    private static final int ID_LENGTH_MAX = 64;
    private static final int OPEN_MAX = 1_000;
    private static final int FLOW_MAX = 500;
    private static final long API_LEVEL = 5;

    /** One that is open. */
    private static final class Batch {
        private final int flowMax;
        private final boolean isGapOk;
        private int flow;
        private long lastSeq; // of the batch, the last that came
        private long ackedSeq; // of the batch, the last that was acknowledged
        private long streamSeq; // of the stream, the last that was stored
        private final BatchTimer timer;

        private Batch(FastBatch first, BatchTimer timer) {
            this.timer = timer;
            flowMax = first.flow();
            isGapOk = first.isGapOk();
        }
    }

    private final Stream stream;
    private final Publishing publishing;
    private final Map<String, Batch> open = new HashMap<>();
    private final BatchStage stage; // of the message at hand

    FastBatches(Stream stream, Publishing publishing) {
        this.stream = stream;
        this.publishing = publishing;
        this.stage = new BatchStage(stream);
    }

    /** Takes a message whose reply subject is one of a fast batch. */
    void take(Publish message, PublishHeaders headers) {
        FastBatch part = FastBatch.parse(message.reply, message.replyFrom, message.replyLength);
        ApiError error = refusal(message, part);
        if (error != null || part == null) {
            publishing.refuse(message, error == null ? ApiErrorCode.BAD_REQUEST.error() : error);
            return;
        }
        Batch batch = open.get(part.id());
        if (batch == null) {
            error = begin(part);
            batch = open.get(part.id());
        }
        if (error == null && isAboveLevel(headers)) {
            close(part.id());
            error = ApiErrorCode.REQUIRED_API_LEVEL.error();
        }
        if (error != null || batch == null) {
            publishing.refuse(message, error == null ? ApiErrorCode.BAD_REQUEST.error() : error);
            return;
        }
        batch.timer.touch();
        if (part.isPing()) {
            ping(message, part, batch);
        } else {
            next(message, headers, part, batch);
        }
    }

    private @Nullable ApiError refusal(Publish message, @Nullable FastBatch part) {
        if (stream.config().sealed()) {
            return ApiErrorCode.STREAM_SEALED.error();
        }
        ApiError error = publishing.checks().size(message);
        if (error == null) {
            error = publishing.checks().room(message, stream.uncountedBytes());
        }
        if (error != null) {
            return error;
        }
        if (!stream.config().allowBatched()) {
            return ApiErrorCode.BATCH_PUBLISH_DISABLED.error();
        }
        if (part == null) {
            return ApiErrorCode.BATCH_PUBLISH_INVALID_PATTERN.error();
        }
        return part.id().length() > ID_LENGTH_MAX ? ApiErrorCode.BATCH_PUBLISH_INVALID_BATCH_ID.error() : null;
    }

    private static boolean isAboveLevel(PublishHeaders headers) {
        return headers.has(PublishHeader.REQUIRED_API_LEVEL)
                && Long.compareUnsigned(headers.number(PublishHeader.REQUIRED_API_LEVEL), API_LEVEL) > 0;
    }

    private @Nullable ApiError begin(FastBatch part) {
        if (part.seq() != 1) {
            return ApiErrorCode.BATCH_PUBLISH_UNKNOWN_BATCH_ID.error();
        }
        JetStreamLimits limits = stream.environment().limits();
        int openMax = limits.batchMaxInflightPerStream() > 0 ? limits.batchMaxInflightPerStream() : OPEN_MAX;
        if (open.size() >= openMax || !stream.environment().tryOpenBatch(false)) {
            return ApiErrorCode.BATCH_PUBLISH_TOO_MANY_IN_FLIGHT.error();
        }
        String id = part.id();
        var batch = new Batch(part, new BatchTimer(stream.environment(), () -> close(id)));
        open.put(id, batch);
        batch.flow = open.size() > 1 ? 1 : Math.min(FLOW_MAX, part.flow());
        return null;
    }

    private void close(String id) {
        Batch batch = open.remove(id);
        if (batch != null) {
            batch.timer.cancel();
            stream.environment().closeBatch(false);
        }
    }

    /** Forgets all of them: the stream no longer takes any, or ends. */
    void closeAll() {
        List.copyOf(open.keySet()).forEach(this::close);
    }

    private void ping(Publish message, FastBatch part, Batch batch) {
        boolean isFlowDue = true;
        if (part.seq() > batch.lastSeq) {
            answer(message, gap(batch.lastSeq + 1, part.seq() + 1));
            if (batch.isGapOk) {
                batch.lastSeq = part.seq();
                isFlowDue = !flow(message, batch);
            } else {
                commit(message, part.id(), batch);
                isFlowDue = false;
            }
        }
        if (isFlowDue) {
            answer(message, ack(batch.ackedSeq, batch.flow));
        }
    }

    private void next(Publish message, PublishHeaders headers, FastBatch part, Batch batch) {
        batch.lastSeq++;
        if (part.seq() != batch.lastSeq) {
            if (part.seq() > batch.lastSeq) {
                answer(message, gap(batch.lastSeq, part.seq()));
            }
            if (!batch.isGapOk || part.seq() < batch.lastSeq) {
                batch.lastSeq--;
                commit(message, part.id(), batch);
                return;
            }
            batch.lastSeq = part.seq();
        }
        if (part.isEob()) {
            batch.lastSeq--;
            commit(message, part.id(), batch);
            return;
        }
        if (part.seq() == 1 && !part.isCommit()) {
            answer(message, ack(0, batch.flow));
        }
        store(message, headers, part, batch);
    }

    private void store(Publish message, PublishHeaders headers, FastBatch part, Batch batch) {
        stage.clear();
        long duplicateSeq = publishing.duplicateOf(headers);
        ApiError error = publishing.checkStaged(message, headers, stage);
        if (error == null) {
            error = publishing.tryStoreStaged(message, headers);
        }
        if (error != null) {
            refused(message, part, batch, error, duplicateSeq);
            return;
        }
        batch.streamSeq = stream.reader().lastSeq();
        if (part.isCommit()) {
            commit(message, part.id(), batch);
        } else {
            flow(message, batch);
        }
    }

    private void refused(Publish message, FastBatch part, Batch batch, ApiError error, long duplicateSeq) {
        boolean isDuplicate = error.errorCode() == ApiErrorCode.ATOMIC_PUBLISH_CONTAINS_DUPLICATE_MESSAGE.errorCode();
        if (isDuplicate && !part.isCommit()) {
            flow(message, batch);
            return;
        }
        if (!part.isGapOk() && batch.lastSeq == 1) {
            close(part.id());
            if (isDuplicate && duplicateSeq > 0) {
                publishing.acknowledgeBatch(message, duplicateSeq, ",\"duplicate\": true", part.id(), part.seq());
            } else {
                publishing.refuse(message, error);
            }
            return;
        }
        if (!isDuplicate) {
            answer(message, failure(part.seq(), error));
            if (part.isGapOk() && !part.isCommit()) {
                return;
            }
            batch.lastSeq--;
        }
        commit(message, part.id(), batch);
    }

    private void commit(Publish message, String id, Batch batch) {
        close(id);
        publishing.acknowledgeBatch(message, batch.streamSeq, "", id, batch.lastSeq);
    }

    // Whether an acknowledgement went out.
    private boolean flow(Publish message, Batch batch) {
        long steps = (batch.lastSeq - batch.ackedSeq) / batch.flow;
        if (steps <= 0) {
            return false;
        }
        batch.ackedSeq += steps * batch.flow;
        int flowMax = Math.min(Math.max(1, FLOW_MAX / Math.max(1, open.size())), batch.flowMax);
        if (batch.flow < flowMax) {
            batch.flow = Math.min(batch.flow * 2, flowMax);
        } else if (batch.flow > flowMax) {
            batch.flow = Math.max(batch.flow / 2, flowMax);
        }
        answer(message, ack(batch.ackedSeq, batch.flow));
        return true;
    }

    private void answer(Publish message, byte[] json) {
        publishing.answer(message, json);
    }

    private static byte[] ack(long seq, int flow) {
        return ("{\"type\":\"ack\",\"seq\":" + seq + ",\"msgs\":" + flow + "}").getBytes(US_ASCII);
    }

    private static byte[] gap(long expectedSeq, long seq) {
        return ("{\"type\":\"gap\",\"last_seq\":" + expectedSeq + ",\"seq\":" + seq + "}").getBytes(US_ASCII);
    }

    private static byte[] failure(long seq, ApiError error) {
        String json = new String(ApiError.JSON.write(error), UTF_8);
        return ("{\"type\":\"err\",\"seq\":" + seq + ",\"error\":" + json + "}").getBytes(UTF_8);
    }
}
