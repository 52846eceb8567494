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
import org.jspecify.annotations.Nullable;

/**
 * Returns and deletes single messages (D28, D29).
 *
 * <p>Confined to the api loop.
 */
final class MessageCalls {
    void get(Call call) {
        JetStreamAccount account = call.account();
        refuseEmpty(call);
        MessageGetRequest request = call.body(MessageGetRequest.JSON);
        checkGet(request);
        Stream stream = call.stream(account);
        call.on(stream, () -> {
            StoredRecord record = find(stream.reader(), request);
            if (record == null) {
                throw new RefusedException(ApiErrorCode.NO_MESSAGE_FOUND);
            }
            StoredMessage message = message(record, request.noHeaders());
            call.resume(() -> call.answerUncounted(MessageGetResult.JSON, new MessageGetResult(message)));
        });
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
