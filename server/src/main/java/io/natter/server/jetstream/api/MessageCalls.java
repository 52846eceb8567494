package io.natter.server.jetstream.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.natter.protocol.jetstream.ApiErrorCode;
import io.natter.protocol.jetstream.MessageDeleteRequest;
import io.natter.protocol.jetstream.MessageGetRequest;
import io.natter.protocol.jetstream.MessageGetResult;
import io.natter.protocol.jetstream.StoredMessage;
import io.natter.protocol.jetstream.Success;
import io.natter.protocol.wire.Payload;
import io.natter.server.jetstream.JetStreamAccount;
import io.natter.server.jetstream.rules.RefusedException;
import io.natter.server.jetstream.stream.Stream;
import io.natter.store.StoreException;
import io.natter.store.StoredRecord;
import io.natter.store.StreamReader;
import io.natter.store.SubjectFilter;
import java.time.Instant;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Returns and deletes single messages (D28, D29).
 *
 * <p>Confined to the api loop; messages that are not in memory are read by other threads, one of a stream at a time and in order.
 */
final class MessageCalls {
    private final ApiPort port;
    private final Map<Stream, ColdReads> reads = new WeakHashMap<>();

    MessageCalls(ApiPort port) {
        this.port = port;
    }

    void get(Call call) {
        JetStreamAccount account = call.account();
        refuseEmpty(call);
        MessageGetRequest request = call.body(MessageGetRequest.JSON);
        checkGet(request);
        Stream stream = call.stream(account);
        call.on(stream, () -> call.resume(() -> get(call, stream, request))); // behind what was published before it
    }

    private void get(Call call, Stream stream, MessageGetRequest request) {
        var read = new MessageRead(call, stream.reader(), request);
        ColdReads waiting = reads.computeIfAbsent(stream, unused -> new ColdReads(port::work, port));
        boolean isAtHand = request.sequence() != 0
                && request.nextBySubject().isEmpty()
                && stream.reader().isAtHand(request.sequence());
        if (isAtHand && waiting.isIdle()) {
            read.read();
            read.finish();
        } else if (!waiting.submit(read)) {
            throw new RefusedException(ApiErrorCode.STREAM_TOO_MANY_REQUESTS);
        }
    }

    /** One message to be looked for. */
    private static final class MessageRead implements ColdReads.Read {
        private final Call call;
        private final StreamReader reader;
        private final MessageGetRequest request;
        private @Nullable StoredRecord found;

        MessageRead(Call call, StreamReader reader, MessageGetRequest request) {
            this.call = call;
            this.reader = reader;
            this.request = request;
        }

        @Override
        public void read() {
            found = find(reader, request);
        }

        @Override
        public boolean finish() {
            StoredRecord record = found;
            call.guarded(() -> {
                if (record == null) {
                    throw new RefusedException(ApiErrorCode.NO_MESSAGE_FOUND);
                }
                StoredMessage message = message(record, request.noHeaders());
                call.answerUncounted(MessageGetResult.JSON, new MessageGetResult(message));
            });
            return false;
        }
    }

    private static void checkGet(MessageGetRequest request) {
        boolean hasSequence = request.sequence() != 0;
        boolean hasLast = !request.lastBySubject().isEmpty();
        boolean hasNext = !request.nextBySubject().isEmpty();
        boolean hasTime = request.startTime() != null;
        boolean isBatch = request.batch() > 0 || request.maxBytes() > 0;
        boolean contradicts = (hasSequence && (hasLast || hasTime)) || (hasLast && (hasTime || hasNext));
        boolean saysNothing = !hasSequence && !hasLast && !hasNext && !hasTime;
        if (isBatch || contradicts || saysNothing) {
            throw new RefusedException(ApiErrorCode.BAD_REQUEST);
        }
    }

    private static @Nullable StoredRecord find(StreamReader reader, MessageGetRequest request) {
        Instant startTime = request.startTime();
        long seq = startTime == null ? request.sequence() : reader.seqAtTime(DirectGet.nanos(startTime));
        try {
            if (!request.nextBySubject().isEmpty()) {
                // Unsigned: nothing is stored beyond the signed range.
                return seq < 0 ? null : reader.next(SubjectFilter.of(request.nextBySubject()), seq);
            }
            return seq != 0 ? reader.get(seq) : reader.last(SubjectFilter.of(request.lastBySubject()));
        } catch (StoreException | IllegalArgumentException unreadableOrNoSubject) {
            return null;
        }
    }

    private static StoredMessage message(StoredRecord record, boolean noHeaders) {
        return new StoredMessage(
                new String(record.subject(), UTF_8),
                record.seq(),
                Payload.of(noHeaders ? new byte[0] : record.headers()),
                Payload.of(record.payload()),
                Instant.ofEpochSecond(0, record.timeNs()));
    }

    void delete(Call call) {
        JetStreamAccount account = call.account();
        refuseEmpty(call);
        MessageDeleteRequest request = call.body(MessageDeleteRequest.JSON);
        Stream stream = call.stream(account);
        if (stream.config().sealed()) {
            throw new RefusedException(ApiErrorCode.STREAM_SEALED);
        }
        if (stream.config().denyDelete()) {
            throw new RefusedException(ApiErrorCode.STREAM_MESSAGE_DELETE_FAILED, "message delete not permitted");
        }
        call.on(stream, () -> {
            stream.remove(request.sequence(), !request.noErase(), outcome -> {
                if (outcome.error() != null) {
                    call.failLater(outcome.error());
                } else {
                    call.answerLater(Success.JSON, new Success(true));
                }
            });
        });
    }

    private static void refuseEmpty(Call call) {
        if (call.request().isEmpty()) {
            throw new RefusedException(ApiErrorCode.BAD_REQUEST);
        }
    }
}
