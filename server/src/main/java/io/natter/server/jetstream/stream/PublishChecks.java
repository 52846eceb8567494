package io.natter.server.jetstream.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.natter.protocol.jetstream.ApiError;
import io.natter.protocol.jetstream.ApiErrorCode;
import io.natter.protocol.jetstream.DiscardPolicy;
import io.natter.protocol.jetstream.StreamConfig;
import io.natter.store.StoredRecord;
import io.natter.store.StreamReader;
import io.natter.store.SubjectFilter;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether a stream takes a message, and the error if not: the order of the questions is that of nats-server (d.4).
 *
 * <p>Confined to the stream's loop.
 */
final class PublishChecks {
    private static final int HEADERS_BYTES_MAX = 65_535;
    private static final byte[] ROLLUP_SUBJECT = "sub".getBytes(UTF_8);

    private final Stream stream;
    private byte[] streamName = {};

    PublishChecks(Stream stream) {
        this.stream = stream;
    }

    /** Takes over what the configuration says. */
    void configure(StreamConfig config) {
        streamName = config.name().getBytes(UTF_8);
    }

    /** What stands in the way of a message because of its headers alone or the state it expects; null for nothing. */
    @Nullable
    ApiError expectations(Publish message, PublishHeaders headers) {
        ApiError wrong = streamAndTtl(headers);
        if (wrong == null) {
            wrong = lastSubjectSequence(message, headers);
        }
        if (wrong != null) {
            return wrong;
        }
        if (headers.has(PublishHeader.EXPECTED_LAST_SEQUENCE)) {
            long lastSeq = stream.reader().lastSeq();
            if (headers.number(PublishHeader.EXPECTED_LAST_SEQUENCE) != lastSeq) {
                return ApiErrorCode.STREAM_WRONG_LAST_SEQUENCE.error(lastSeq);
            }
        }
        return null;
    }

    /** What stands in the way of a message because of the stream it names, or its time to live; null for nothing. */
    @Nullable
    ApiError streamAndTtl(PublishHeaders headers) {
        StreamConfig config = stream.config();
        if (isOtherStream(headers)) {
            return ApiErrorCode.STREAM_NOT_MATCH.error();
        }
        if (headers.has(PublishHeader.TTL) && !config.allowMessageTtl()) {
            long ttl = MessageTtl.seconds(headers);
            if (ttl != 0 && ttl != MessageTtl.INVALID) {
                return ApiErrorCode.MESSAGE_TTL_DISABLED.error();
            }
        }
        return null;
    }

    private boolean isOtherStream(PublishHeaders headers) {
        return headers.has(PublishHeader.EXPECTED_STREAM) && !headers.is(PublishHeader.EXPECTED_STREAM, streamName);
    }

    /** The same of a message in a batch, where a time to live that cannot be read is found out at once, too. */
    @Nullable
    ApiError stagedStreamAndTtl(PublishHeaders headers) {
        if (isOtherStream(headers)) {
            return ApiErrorCode.STREAM_NOT_MATCH.error();
        }
        long ttl = headers.has(PublishHeader.TTL) ? MessageTtl.seconds(headers) : 0;
        if (ttl != 0 && !stream.config().allowMessageTtl()) {
            return ApiErrorCode.MESSAGE_TTL_DISABLED.error();
        }
        return ttl == MessageTtl.INVALID ? ApiErrorCode.MESSAGE_TTL_INVALID.error() : null;
    }

    private @Nullable ApiError lastSubjectSequence(Publish message, PublishHeaders headers) {
        if (!headers.has(PublishHeader.EXPECTED_LAST_SUBJECT_SEQUENCE)) {
            return headers.has(PublishHeader.EXPECTED_LAST_SUBJECT_SEQUENCE_SUBJECT)
                    ? ApiErrorCode.STREAM_EXPECTED_LAST_SEQUENCE_PER_SUBJECT_INVALID.error()
                    : null;
        }
        long lastSeq;
        if (headers.has(PublishHeader.EXPECTED_LAST_SUBJECT_SEQUENCE_SUBJECT)) {
            String filter = headers.text(PublishHeader.EXPECTED_LAST_SUBJECT_SEQUENCE_SUBJECT);
            StoredRecord last = stream.reader().last(SubjectFilter.of(filter));
            lastSeq = last == null ? 0 : last.seq();
        } else {
            lastSeq = stream.reader().lastSeqOf(message.subject, message.subjectFrom, message.subjectLength);
        }
        return headers.number(PublishHeader.EXPECTED_LAST_SUBJECT_SEQUENCE) == lastSeq
                ? null
                : ApiErrorCode.STREAM_WRONG_LAST_SEQUENCE.error(lastSeq);
    }

    /**
     * What stands in the way of a message once it is known not to be there already; null for nothing.
     *
     * @param lastMessageId asked when the message says what it expects: it may have to be read
     */
    @Nullable
    ApiError afterDuplicates(PublishHeaders headers, Supplier<String> lastMessageId) {
        if (headers.has(PublishHeader.EXPECTED_LAST_MESSAGE_ID)) {
            String last = lastMessageId.get();
            if (!headers.text(PublishHeader.EXPECTED_LAST_MESSAGE_ID).equals(last)) {
                return ApiErrorCode.STREAM_WRONG_LAST_MESSAGE_ID.error(last);
            }
        }
        return headers.has(PublishHeader.ROLLUP) ? rollup(headers) : null;
    }

    private @Nullable ApiError rollup(PublishHeaders headers) {
        StreamConfig config = stream.config();
        if (!config.allowRollup() || config.denyPurge()) {
            return ApiErrorCode.STREAM_ROLLUP_FAILED.error("rollup not permitted");
        }
        if (headers.is(PublishHeader.ROLLUP, ROLLUP_SUBJECT)) {
            return null;
        }
        String value = headers.text(PublishHeader.ROLLUP).toLowerCase(Locale.ROOT);
        return value.equals("sub") || value.equals("all")
                ? null
                : ApiErrorCode.STREAM_ROLLUP_FAILED.error("rollup value invalid: \"" + value + "\"");
    }

    /** Whether the stream takes no message of this size: asked first, as nats-server does. */
    boolean isTooLarge(Publish message) {
        int sizeMax = stream.config().maxMessageBytes();
        return sizeMax >= 0 && (long) message.headersLength + message.payloadLength > sizeMax;
    }

    /** What stands in the way of a message because of its size, or because the server or the account is full; null for nothing. */
    @Nullable
    ApiError size(Publish message) {
        if (isTooLarge(message)) {
            return ApiErrorCode.STREAM_MESSAGE_EXCEEDS_MAXIMUM.error();
        }
        if (message.headersLength > HEADERS_BYTES_MAX) {
            return ApiErrorCode.STREAM_HEADER_EXCEEDS_MAXIMUM.error();
        }
        return stream.environment().usage().isServerFull(stream.config().storage())
                ? ApiErrorCode.INSUFFICIENT_RESOURCES.error()
                : null;
    }

    /** What stands in the way of a message because there is no room for it; null for nothing. */
    @Nullable
    ApiError room(Publish message, long uncountedBytes) {
        StreamConfig config = stream.config();
        int bytes = stream.countedBytes(message.subjectLength, message.headersLength, message.payloadLength);
        if (!stream.environment().usage().hasRoom(config.storage(), bytes + uncountedBytes)) {
            return ApiErrorCode.ACCOUNT_RESOURCES_EXCEEDED.error();
        }
        return null;
    }

    /** What stands in the way where a full stream refuses what is new (D65, D109); null for nothing. */
    @Nullable
    ApiError admission(Publish message, PublishHeaders headers) {
        StreamConfig config = stream.config();
        if (config.discard() != DiscardPolicy.NEW) {
            return null;
        }
        StreamReader reader = stream.reader();
        long perSubjectMax = config.maxMessagesPerSubject();
        boolean replaces = perSubjectMax > 0
                && reader.countOf(message.subject, message.subjectFrom, message.subjectLength) >= perSubjectMax;
        if (replaces && config.discardNewPerSubject() && !headers.has(PublishHeader.ROLLUP)) {
            return full("maximum messages per subject exceeded");
        }
        if (config.maxMessages() > 0 && reader.count() >= config.maxMessages() && !replaces) {
            return full("maximum messages exceeded");
        }
        int bytes = stream.countedBytes(message.subjectLength, message.headersLength, message.payloadLength);
        if (config.maxBytes() > 0 && reader.bytes() + bytes > config.maxBytes()) {
            return replaces && firstBytesOf(message) >= bytes ? null : full("maximum bytes exceeded");
        }
        return null;
    }

    // What goes when the subject's oldest message makes room.
    private int firstBytesOf(Publish message) {
        byte[] subject = java.util.Arrays.copyOfRange(
                message.subject, message.subjectFrom, message.subjectFrom + message.subjectLength);
        StoredRecord first = stream.reader().next(SubjectFilter.exactly(subject), 1);
        return first == null
                ? 0
                : stream.countedBytes(first.subjectLength(), first.headersLength(), first.payloadLength());
    }

    private static ApiError full(String text) {
        return ApiErrorCode.STREAM_STORE_FAILED.error(text);
    }
}
