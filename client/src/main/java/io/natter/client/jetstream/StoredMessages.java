package io.natter.client.jetstream;

import io.natter.client.CodecException;
import io.natter.client.Message;
import io.natter.client.Outgoing;
import io.natter.client.Replies;
import io.natter.client.RequestManyOptions;
import io.natter.client.RequestTimeoutException;
import io.natter.protocol.jetstream.ApiCall;
import io.natter.protocol.jetstream.ApiError;
import io.natter.protocol.jetstream.ApiErrorCode;
import io.natter.protocol.jetstream.JetStreamHeaders;
import io.natter.protocol.jetstream.MessageGetRequest;
import io.natter.protocol.jetstream.MessageGetResult;
import io.natter.protocol.jetstream.StoredMessage;
import io.natter.protocol.wire.Headers;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads messages of a stream: directly where it allows that, else through its leader (D28, D200-D204).
 *
 * <p>Thread-safe.
 */
final class StoredMessages {
    private static final int NOT_FOUND = 404;
    private static final int END_OF_BATCH = 204;
    private static final Set<String> POSITION = Set.of(
            JetStreamHeaders.STREAM,
            JetStreamHeaders.SUBJECT,
            JetStreamHeaders.SEQUENCE,
            JetStreamHeaders.TIMESTAMP,
            JetStreamHeaders.PENDING_COUNT,
            JetStreamHeaders.LAST_SEQUENCE);

    private final Api api;
    private final String stream;
    private final BooleanSupplier isDirect;

    /** {@code isDirect} tells whether the stream allows direct access. */
    StoredMessages(Api api, String stream, BooleanSupplier isDirect) {
        this.api = api;
        this.stream = stream;
        this.isDirect = isDirect;
    }

    Optional<StreamMessage> last(String subject) {
        if (isDirect.getAsBoolean()) {
            return direct(api.subjects().directGet(stream, subject), Api.EMPTY);
        }
        return fromLeader(MessageGetRequest.builder().lastBySubject(subject).build());
    }

    Optional<StreamMessage> one(MessageGetRequest request) {
        if (isDirect.getAsBoolean()) {
            return direct(directSubject(), MessageGetRequest.JSON.write(request));
        }
        return fromLeader(request);
    }

    private String directSubject() {
        return api.subjects().of(ApiCall.DIRECT_GET, stream);
    }

    private Optional<StreamMessage> direct(String subject, byte[] body) {
        Message answer = api.ask(subject, body);
        Headers.Status status = answer.headers().status();
        if (status == null) {
            return Optional.of(directMessage(answer));
        }
        if (status.code() == NOT_FOUND) {
            return Optional.empty();
        }
        throw refused(subject, status);
    }

    private static JetStreamApiException refused(String subject, Headers.Status status) {
        return new JetStreamApiException(subject, new ApiError(status.code(), 0, status.description()));
    }

    private Optional<StreamMessage> fromLeader(MessageGetRequest request) {
        byte[] body = MessageGetRequest.JSON.write(request);
        return NamedStream.unlessAbsent(
                        ApiErrorCode.NO_MESSAGE_FOUND,
                        () -> api.call(ApiCall.MESSAGE_GET, stream, body, MessageGetResult.JSON))
                .map(MessageGetResult::message)
                .map(this::storedMessage);
    }

    private StreamMessage storedMessage(StoredMessage stored) {
        byte[] block = stored.headers().toBytes();
        Headers headers = block.length == 0 ? Headers.NONE : Headers.parse(block, 0, block.length);
        StreamMessage.Position position =
                new StreamMessage.Position(stream, stored.subject(), stored.sequence(), stored.time(), 0);
        return new StreamMessage(position, headers, stored.data().toBytes(), codecs());
    }

    private io.natter.client.Codecs codecs() {
        return api.connection().options().codecs();
    }

    // ---- batches ----

    /** All that the request asks for; where the server ends a batch of last messages early, it is asked for the rest. */
    List<StreamMessage> many(MessageGetRequest request) {
        Feature.require("batched direct get", "2.11.0", api.connection());
        if (!isDirect.getAsBoolean()) {
            throw new IllegalStateException(
                    "stream " + stream + ": got a batched get, expected allow_direct in its configuration");
        }
        List<StreamMessage> all = new ArrayList<>();
        MessageGetRequest next = request;
        boolean isWhole = false;
        while (!isWhole) {
            int before = all.size();
            Headers end = batch(next, all);
            boolean goesOn = request.batch() == 0 && !request.multiLast().isEmpty() && all.size() > before;
            isWhole = !goesOn || number(end, JetStreamHeaders.PENDING_COUNT) == 0;
            if (!isWhole) {
                next = request.toBuilder()
                        .sequence(all.get(all.size() - 1).sequence() + 1)
                        .upToSequence(number(end, JetStreamHeaders.UP_TO_SEQUENCE))
                        .upToTime(null)
                        .build();
            }
        }
        return List.copyOf(all);
    }

    // The headers of the message that ended the batch.
    private Headers batch(MessageGetRequest request, List<StreamMessage> all) {
        String subject = directSubject();
        Outgoing asked = Outgoing.of(subject, MessageGetRequest.JSON.write(request));
        RequestManyOptions patience = RequestManyOptions.within(api.options().timeout());
        try (Replies replies = api.connection().requestMany(asked.subject(), asked.value(), patience)) {
            for (Message reply : replies) {
                Headers.Status status = reply.headers().status();
                if (status == null) {
                    all.add(directMessage(reply));
                } else if (status.code() == END_OF_BATCH || status.code() == NOT_FOUND) {
                    return reply.headers();
                } else {
                    throw refused(subject, status);
                }
            }
        }
        throw new RequestTimeoutException(subject + ": no end of the batch within "
                + api.options().timeout() + ", got " + all.size() + " messages");
    }

    private StreamMessage directMessage(Message answer) {
        Headers headers = answer.headers();
        if (number(headers, JetStreamHeaders.SEQUENCE) == 0) {
            throw new CodecException(
                    directSubject() + ": the answer is no message of a stream: got the sequence "
                            + headers.first(JetStreamHeaders.SEQUENCE),
                    null);
        }
        StreamMessage.Position position = new StreamMessage.Position(
                text(headers, JetStreamHeaders.STREAM, stream),
                text(headers, JetStreamHeaders.SUBJECT, ""),
                number(headers, JetStreamHeaders.SEQUENCE),
                time(headers.first(JetStreamHeaders.TIMESTAMP)),
                number(headers, JetStreamHeaders.PENDING_COUNT));
        return new StreamMessage(position, original(headers), answer.payload(), codecs());
    }

    private static Headers original(Headers headers) {
        Headers.Builder original = Headers.builder();
        for (Headers.Entry entry : headers.entries()) {
            if (!POSITION.contains(entry.name())) {
                original.add(entry.name(), entry.value());
            }
        }
        return original.build();
    }

    private static String text(Headers headers, String name, String otherwise) {
        String text = headers.first(name);
        return text == null ? otherwise : text;
    }

    private static Instant time(@Nullable String text) {
        try {
            return text == null ? Instant.EPOCH : Instant.parse(text);
        } catch (DateTimeException unreadable) {
            return Instant.EPOCH;
        }
    }

    /** The number in a header, unsigned; 0 where there is none. */
    static long number(Headers headers, String name) {
        String text = headers.first(name);
        try {
            return text == null ? 0 : Long.parseUnsignedLong(text);
        } catch (NumberFormatException unreadable) {
            return 0;
        }
    }
}
