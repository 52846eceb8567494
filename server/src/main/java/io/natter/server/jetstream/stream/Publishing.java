package io.natter.server.jetstream.stream;

import io.natter.protocol.jetstream.ApiError;
import io.natter.protocol.jetstream.ApiErrorCode;
import io.natter.protocol.jetstream.JetStreamHeaders;
import io.natter.protocol.jetstream.PubAckEncoder;
import io.natter.protocol.jetstream.RetentionPolicy;
import io.natter.protocol.jetstream.StreamConfig;
import io.natter.protocol.subject.SubjectTransform;
import io.natter.protocol.wire.ByteBuilder;
import io.natter.store.StoreException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The way of one message into its stream: transform, checks, storing, answer (d.4).
 *
 * <p>Confined to the stream's loop. Nothing here allocates for a message without headers.
 */
final class Publishing {
    private static final byte[] EMPTY = {};

    private final Stream stream;
    private final PublishHeaders headers = new PublishHeaders();
    private final PublishChecks checks;
    private final Storing storing;
    private final Supplier<String> lastMessageId;
    private final AwaitedIds awaitedIds;
    private final Counters counters;
    private final AwaitedCounters awaitedCounters;
    private final AtomicBatches atomicBatches;
    private final FastBatches fastBatches;
    private final TraceReport report;
    private @Nullable PubAckEncoder
            acks; // made for the first answer: most streams that are brought back have none soon
    private @Nullable SubjectTransform transform;
    private Counters.@Nullable Total counted; // what the last message made of its counter

    Publishing(Stream stream, Storing storing) {
        this.stream = stream;
        this.storing = storing;
        this.lastMessageId = storing.ids()::last;
        this.awaitedIds = new AwaitedIds(stream, storing.ids(), this::takeKnown);
        this.checks = new PublishChecks(stream);
        this.counters = new Counters(stream);
        this.awaitedCounters = new AwaitedCounters(stream, counters, this::takeNow);
        this.atomicBatches = new AtomicBatches(stream, this);
        this.fastBatches = new FastBatches(stream, this);
        this.report = new TraceReport(stream);
        configure(stream.config());
    }

    /** Takes over what the configuration says. */
    void configure(StreamConfig config) {
        checks.configure(config);
        var rule = config.subjectTransform();
        transform = rule == null ? null : SubjectTransform.of(rule.source(), rule.destination());
        if (!config.allowAtomic()) {
            atomicBatches.closeAll();
        }
        if (!config.allowBatched()) {
            fastBatches.closeAll();
        }
    }

    /** Forgets the batches that are open. */
    void stop() {
        atomicBatches.closeAll();
        fastBatches.closeAll();
    }

    PublishChecks checks() {
        return checks;
    }

    private PubAckEncoder acks() {
        PubAckEncoder made = acks;
        if (made == null) {
            made = new PubAckEncoder(stream.name(), stream.environment().domain());
            acks = made;
        }
        return made;
    }

    /** Takes a message from a publisher; changes the ranges of {@code message}. */
    void take(Publish message) {
        if (!awaitedIds.holds(message)) {
            takeKnown(message);
        }
    }

    private void takeKnown(Publish message) {
        if (!awaitedCounters.holds(message)) {
            takeNow(message);
        }
    }

    private void takeNow(Publish message) {
        clean(message);
        headers.read(message.headers, message.headersFrom, message.headersLength);
        if (message.trace != null && message.trace.isOnly()) {
            judge(message);
            return;
        }
        if (FastBatch.isReply(message.reply, message.replyFrom, message.replyLength)) {
            fastBatches.take(message, headers);
            report.stored(message); // unless it was told that it is refused
            return;
        }
        if (headers.has(PublishHeader.BATCH_ID)) {
            atomicBatches.take(message, headers);
            return;
        }
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
        error = afterDuplicates(message);
        if (error == null) {
            acknowledge(message, stream.reader().lastSeq());
        } else {
            refuse(message, error);
        }
    }

    // Tells what would become of a message that is only asked about.
    private void judge(Publish message) {
        transform(message);
        ApiError error = check(message);
        if (error == null && storing.duplicateOf(headers) != 0) {
            report.duplicate(message);
            return;
        }
        if (error == null && !headers.isEmpty()) {
            error = checks.afterDuplicates(headers, lastMessageId);
        }
        if (error == null) {
            error = checks.size(message);
        }
        if (error == null) {
            report.stored(message);
        } else {
            report.refused(message, headers, error);
        }
    }

    /** Takes a message that another stream, or a schedule, has checked already; null when it is stored, or was before. */
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
        ApiError error = count(message, headers, null);
        return error == null ? storeUnlessRefused(message, headers) : error;
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
        if (checks.isTooLarge(message)) {
            return ApiErrorCode.STREAM_MESSAGE_EXCEEDS_MAXIMUM.error();
        }
        if (headers.isEmpty()) {
            return null;
        }
        ApiError error = counters.check(message, headers);
        if (error == null) {
            error = checks.expectations(message, headers);
        }
        if (error == null) {
            error = stream.schedules().check(message, headers);
        }
        if (error == null && headers.has(PublishHeader.STREAM_SOURCE)) {
            error = ApiErrorCode.MESSAGE_SOURCE_HEADER_NOT_ALLOWED.error();
        }
        return error;
    }

    private @Nullable ApiError afterDuplicates(Publish message) {
        ApiError error = headers.isEmpty() ? null : checks.afterDuplicates(headers, lastMessageId);
        if (error == null) {
            error = count(message, headers, null);
        }
        return error == null ? storeUnlessRefused(message, headers) : error;
    }

    // Sums up, where that is what the stream does.
    private @Nullable ApiError count(Publish message, PublishHeaders given, @Nullable BatchStage stage) {
        counted = null;
        if (!stream.config().allowCounter()) {
            return null;
        }
        if (!given.has(PublishHeader.INCREMENT)) {
            return ApiErrorCode.MESSAGE_INCREMENT_MISSING.error();
        }
        Counters.Total before = stage == null ? null : stage.total(message.subjectText());
        before = before == null ? counters.total(message) : before;
        counted = before == null ? null : counters.apply(message, given, before);
        if (counted == null) {
            return ApiErrorCode.MESSAGE_COUNTER_BROKEN.error();
        }
        if (stage != null) {
            stage.total(message.subjectText(), counted);
        }
        given.read(message.headers, message.headersFrom, message.headersLength);
        int bytes = message.headersLength + message.payloadLength;
        return bytes > stream.environment().payloadBytesMax()
                ? ApiErrorCode.STREAM_MESSAGE_EXCEEDS_MAXIMUM.error()
                : null;
    }

    private @Nullable ApiError storeUnlessRefused(Publish message, PublishHeaders given) {
        ApiError error = checks.size(message);
        if (error != null) {
            return error;
        }
        boolean isWanted = stream.config().retention() != RetentionPolicy.INTEREST
                || stream.isInteresting(message.subject, message.subjectFrom, message.subjectLength);
        if (!isWanted) {
            storing.skip(message, given);
            return null;
        }
        error = room(message, given);
        if (error != null) {
            return error;
        }
        try {
            storing.append(message, given);
            return null;
        } catch (StoreException refused) {
            return Units.error(refused);
        }
    }

    private @Nullable ApiError room(Publish message, PublishHeaders given) {
        ApiError error = checks.room(message, stream.uncountedBytes());
        if (error == null && given.has(PublishHeader.TTL)) {
            error = lifetime(message, given);
        }
        return error == null ? checks.admission(message, given) : error;
    }

    // A message must outlive the marker that may stand before it.
    private @Nullable ApiError lifetime(Publish message, PublishHeaders given) {
        long ttl = MessageTtl.seconds(given);
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
            given.read(message.headers, message.headersFrom, message.headersLength);
        }
        return null;
    }

    // --- Batches

    /** The sequence of the message with the same id that is there already, or 0. */
    long duplicateOf(PublishHeaders given) {
        return storing.duplicateOf(given);
    }

    /** Checks a message of a batch against the stream and what the batch did to it so far; adds it to that (ADR-50). */
    @Nullable
    ApiError checkStaged(Publish message, PublishHeaders given, BatchStage stage) {
        transform(message);
        String subject = stage.subject(message);
        if (given.has(PublishHeader.EXPECTED_LAST_MESSAGE_ID)) {
            return ApiErrorCode.ATOMIC_PUBLISH_UNSUPPORTED_HEADER_BATCH.error(
                    JetStreamHeaders.EXPECTED_LAST_MESSAGE_ID);
        }
        ApiError error = counters.check(message, given);
        if (error == null) {
            error = checks.stagedStreamAndTtl(given);
        }
        if (error == null) {
            error = stage.id(given, storing.duplicateOf(given));
        }
        if (error == null && given.has(PublishHeader.STREAM_SOURCE)) {
            error = ApiErrorCode.MESSAGE_SOURCE_HEADER_NOT_ALLOWED.error();
        }
        if (error == null) {
            error = count(message, given, stage);
        }
        if (error == null) {
            error = stage.expectations(subject, given);
        }
        if (error == null) {
            error = stream.schedules().check(message, given);
        }
        if (error == null && given.has(PublishHeader.ROLLUP)) {
            error = checks.afterDuplicates(given, lastMessageId);
            error = error == null ? stage.rollup(subject, given) : error;
        }
        if (error == null && given.has(PublishHeader.TTL)) {
            error = lifetime(message, given);
        }
        int bytes = stream.countedBytes(message.subjectLength, message.headersLength, message.payloadLength);
        return error == null ? stage.add(subject, given, bytes) : error;
    }

    /**
     * Stores a message of a batch that was checked.
     *
     * @throws StoreException when the store refuses
     */
    void storeStaged(Publish message, PublishHeaders given) {
        boolean isWanted = stream.config().retention() != RetentionPolicy.INTEREST
                || stream.isInteresting(message.subject, message.subjectFrom, message.subjectLength);
        if (isWanted) {
            storing.append(message, given);
        } else {
            storing.skip(message, given);
        }
    }

    /** Stores a message of a batch that was checked, or says why not. */
    @Nullable
    ApiError tryStoreStaged(Publish message, PublishHeaders given) {
        try {
            storeStaged(message, given);
            return null;
        } catch (StoreException refused) {
            return Units.error(refused);
        }
    }

    // --- Answers

    private void acknowledge(Publish message, long seq) {
        if (message.trace != null) {
            report.stored(message);
        }
        Unit unit = stream.units().open();
        if (isAnswered(message)) {
            ByteBuilder out = unit.subject(message.reply, message.replyFrom, message.replyLength);
            acks().ack(seq, out);
            if (counted != null) {
                endWith(out, ",\"val\":\"" + counted.value() + "\"}");
            }
            unit.ackHere();
        }
    }

    private static void endWith(ByteBuilder json, String end) {
        json.shorten(1);
        json.append(end);
    }

    private void answerDuplicate(Publish message, long seq) {
        report.duplicate(message);
        if (isAnswered(message)) {
            Unit unit = stream.units().open();
            acks().duplicate(seq, unit.subject(message.reply, message.replyFrom, message.replyLength));
            unit.ackHere();
        }
    }

    /** Acknowledges a batch whose last message has this sequence. */
    void acknowledgeBatch(Publish message, long seq, String more, String id, long count) {
        report.stored(message);
        Unit unit = stream.units().open();
        if (isAnswered(message)) {
            ByteBuilder out = unit.subject(message.reply, message.replyFrom, message.replyLength);
            acks().ack(seq, out);
            String quoted = id.replace("\\", "\\\\").replace("\"", "\\\"");
            endWith(out, more + ",\"batch\":\"" + quoted + "\",\"count\":" + count + "}");
            unit.ackHere();
        }
    }

    /** Tells a publisher that its message arrived and waits for the rest of its batch. */
    void answerEmpty(Publish message) {
        answer(message, EMPTY);
    }

    /** Answers when what came before is on disk. */
    void answer(Publish message, byte[] json) {
        if (isAnswered(message)) {
            Unit unit = stream.units().open();
            unit.subject(message.reply, message.replyFrom, message.replyLength).append(json);
            unit.ackHere();
        }
    }

    /** Tells a publisher why its message is not stored, behind the answers to the messages before it. */
    void refuse(Publish message, ApiError error) {
        report.refused(message, headers, error);
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
