package io.natter.server.jetstream.stream;

import io.natter.protocol.jetstream.ApiError;
import io.natter.protocol.jetstream.ApiErrorCode;
import io.natter.protocol.jetstream.JetStreamHeaders;
import io.natter.protocol.jetstream.PubAckEncoder;
import io.natter.protocol.jetstream.RetentionPolicy;
import io.natter.protocol.jetstream.StreamConfig;
import io.natter.protocol.subject.SubjectTransform;
import io.natter.store.StoreException;
import org.jspecify.annotations.Nullable;

/**
 * The way of one message into its stream: transform, checks, storing, answer (d.4).
 *
 * <p>Confined to the stream's loop. Nothing here allocates for a message without headers.
 */
final class Publishing {
    private final Stream stream;
    private final PublishHeaders headers = new PublishHeaders();
    private final PublishChecks checks;
    private final Storing storing;
    private PubAckEncoder acks;
    private @Nullable SubjectTransform transform;

    Publishing(Stream stream, Storing storing) {
        this.stream = stream;
        this.storing = storing;
        this.checks = new PublishChecks(stream);
        this.acks = new PubAckEncoder(stream.name(), stream.environment().domain());
        configure(stream.config());
    }

    /** Takes over what the configuration says. */
    void configure(StreamConfig config) {
        checks.configure(config);
        var rule = config.subjectTransform();
        transform = rule == null ? null : SubjectTransform.of(rule.source(), rule.destination());
    }

    PubAckEncoder acks() {
        return acks;
    }

    /** Takes a message from a publisher; changes the ranges of {@code message}. */
    void take(Publish message) {
        clean(message);
        headers.read(message.headers, message.headersFrom, message.headersLength);
        transform(message);
        ApiError error = check(message);
        if (error != null) {
            refuse(message, error);
            return;
        }
        long duplicateSeq = storing.duplicateOf(headers);
        if (duplicateSeq != 0) {
            answerDuplicate(message, duplicateSeq);
            return;
        }
        store(message);
    }

    /** Takes a message that another stream has checked already; null when it is stored, or was before. */
    @Nullable
    ApiError takeCopy(Publish message) {
        headers.read(message.headers, message.headersFrom, message.headersLength);
        transform(message);
        if (stream.config().sealed()) {
            return ApiErrorCode.STREAM_SEALED.error();
        }
        if (storing.duplicateOf(headers) != 0) {
            return null;
        }
        return storeUnlessRefused(message);
    }

    // A status is the server's to tell, and what an import says of the publisher is nothing to be kept.
    private void clean(Publish message) {
        if (message.headersLength == 0) {
            return;
        }
        if (HeaderEdits.hasStatus(message.headers, message.headersFrom, message.headersLength)) {
            message.headers(HeaderEdits.withoutStatus(message.headers, message.headersFrom, message.headersLength));
        }
        headers.read(message.headers, message.headersFrom, message.headersLength);
        if (headers.isThere(PublishHeader.REQUEST_INFO)) {
            message.headers(HeaderEdits.without(
                    message.headers, message.headersFrom, message.headersLength, PublishHeader.REQUEST_INFO.text()));
        }
    }

    private void transform(Publish message) {
        SubjectTransform rule = transform;
        if (rule != null) {
            byte[] subject = rule.apply(
                    message.subject,
                    message.subjectFrom,
                    message.subjectLength,
                    stream.environment().random()::nextInt);
            if (subject != null) {
                message.subject(subject);
            }
        }
    }

    private @Nullable ApiError check(Publish message) {
        if (stream.config().sealed()) {
            return ApiErrorCode.STREAM_SEALED.error();
        }
        if (headers.isEmpty()) {
            return null;
        }
        ApiError error = checks.expectations(message, headers);
        if (error == null && headers.isThere(PublishHeader.STREAM_SOURCE)) {
            error = ApiErrorCode.MESSAGE_SOURCE_HEADER_NOT_ALLOWED.error();
        }
        return error;
    }

    private void store(Publish message) {
        ApiError error = headers.isEmpty() ? null : checks.afterDuplicates(headers, storing.lastMessageId());
        if (error == null) {
            error = storeUnlessRefused(message);
        }
        if (error == null) {
            acknowledge(message, stream.reader().lastSeq());
        } else {
            refuse(message, error);
        }
    }

    private @Nullable ApiError storeUnlessRefused(Publish message) {
        ApiError error = checks.size(message);
        if (error != null) {
            return error;
        }
        boolean isWanted = stream.config().retention() != RetentionPolicy.INTEREST
                || stream.isInteresting(message.subject, message.subjectFrom, message.subjectLength);
        if (!isWanted) {
            storing.skip(message, headers);
            return null;
        }
        error = room(message);
        if (error != null) {
            return error;
        }
        try {
            storing.append(message, headers);
            return null;
        } catch (StoreException refused) {
            return Units.error(refused);
        }
    }

    private @Nullable ApiError room(Publish message) {
        ApiError error = checks.room(message, stream.uncountedBytes());
        if (error == null && headers.has(PublishHeader.TTL)) {
            error = lifetime(message);
        }
        return error == null ? checks.admission(message, headers) : error;
    }

    // A message must outlive the marker that may stand before it.
    private @Nullable ApiError lifetime(Publish message) {
        long ttl = MessageTtl.seconds(headers);
        if (ttl == MessageTtl.INVALID) {
            return ApiErrorCode.MESSAGE_TTL_INVALID.error();
        }
        StreamConfig config = stream.config();
        long ttlMin = config.deleteMarkerTtl().toSeconds();
        if (ttl > 0 && ttl < ttlMin && config.maxMessagesPerSubject() != 1) {
            message.headers(HeaderEdits.set(
                    message.headers,
                    message.headersFrom,
                    message.headersLength,
                    JetStreamHeaders.TTL,
                    Long.toString(ttlMin)));
            headers.read(message.headers, message.headersFrom, message.headersLength);
        }
        return null;
    }

    private void acknowledge(Publish message, long seq) {
        Unit unit = stream.units().open();
        if (isAnswered(message)) {
            acks.ack(seq, unit.subject(message.reply, message.replyFrom, message.replyLength));
            unit.ackHere();
        }
    }

    private void answerDuplicate(Publish message, long seq) {
        if (isAnswered(message)) {
            Unit unit = stream.units().open();
            acks.duplicate(seq, unit.subject(message.reply, message.replyFrom, message.replyLength));
            unit.ackHere();
        }
    }

    /** Tells a publisher why its message is not stored, behind the answers to the messages before it. */
    void refuse(Publish message, ApiError error) {
        if (isAnswered(message)) {
            Unit unit = stream.units().open();
            unit.subject(message.reply, message.replyFrom, message.replyLength).append(stream.refusal(error));
            unit.answerHere();
        }
    }

    private boolean isAnswered(Publish message) {
        return message.replyLength > 0 && !stream.config().noAck();
    }
}
