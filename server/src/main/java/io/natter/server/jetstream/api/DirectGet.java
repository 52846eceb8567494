package io.natter.server.jetstream.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.natter.protocol.jetstream.ApiStatus;
import io.natter.protocol.jetstream.MessageGetRequest;
import io.natter.protocol.json.JsonException;
import io.natter.protocol.subject.Subjects;
import io.natter.protocol.wire.ByteBuilder;
import io.natter.store.StoreException;
import io.natter.store.StoredRecord;
import io.natter.store.StreamReader;
import io.natter.store.SubjectFilter;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers requests for messages with the messages themselves, or with a status (D41, ADR-31).
 *
 * <p>Confined to one thread. A long batch is cut into pieces between which others have their turn.
 */
final class DirectGet {
    private static final byte[] NONE = {};
    private static final int SUBJECTS_MOST = 1024;

    private final StreamReader reader;
    private final DirectAnswer answers;
    private final long bytesMost;

    /** Where answers go. */
    interface Sink {
        /** Publishes an answer; bytes are copied. */
        void send(ByteBuilder headers, byte[] payload, int from, int length);

        /** Runs the next piece of a batch when others had their turn, and receivers are not behind. */
        void next(Runnable piece);
    }

    /**
     * For one stream.
     *
     * @param bytesMost bytes of a batch that sets no limit
     */
    DirectGet(String streamName, StreamReader reader, long bytesMost) {
        this.reader = reader;
        this.answers = new DirectAnswer(streamName);
        this.bytesMost = bytesMost;
    }

    /** Whether a request can be answered from memory: one for a sequence, or for the last message of a subject. */
    boolean isAtHand(byte[] body) {
        if (body.length == 0) {
            return true;
        }
        MessageGetRequest request;
        try {
            request = MessageGetRequest.JSON.read(body);
        } catch (JsonException malformed) {
            return true;
        }
        boolean isSingle = request.batch() == 0
                && request.multiLast().isEmpty()
                && request.nextBySubject().isEmpty()
                && request.startTime() == null;
        if (!isSingle) {
            return saysNothing(request) || contradicts(request);
        }
        return request.sequence() != 0 ? reader.isAtHand(request.sequence()) : isLastAtHand(request.lastBySubject());
    }

    /** Whether the last message of a subject is in memory, or there is none. */
    boolean isLastAtHand(String subject) {
        if (!Subjects.isValidPublish(subject)) {
            return subject.isEmpty(); // of several subjects, who knows
        }
        byte[] literal = subject.getBytes(UTF_8);
        long seq = reader.lastSeqOf(literal, 0, literal.length);
        return seq == 0 || reader.isAtHand(seq);
    }

    /** Answers a request whose body says what is wanted. */
    void get(byte[] body, Sink sink) {
        MessageGetRequest request = body.length == 0 ? null : read(body, sink);
        if (body.length == 0) {
            status(ApiStatus.EMPTY_REQUEST, sink);
        } else if (request != null) {
            get(request, sink);
        }
    }

    private void get(MessageGetRequest request, Sink sink) {
        if (saysNothing(request)) {
            status(ApiStatus.EMPTY_REQUEST, sink);
        } else if (contradicts(request)) {
            status(ApiStatus.BAD_DIRECT_REQUEST, sink);
        } else if (!request.multiLast().isEmpty()) {
            lastOfSubjects(request, sink);
        } else if (request.batch() != 0) {
            batch(request, sink); // of no messages, if fewer than none are wanted
        } else {
            single(request, sink);
        }
    }

    /** Answers with the last message of a subject when it is stored and in memory; otherwise does nothing, and says so. */
    boolean tryLast(byte[] bytes, int from, int length, Sink sink) {
        if (!Subjects.isLiteral(bytes, from, length)) {
            return false;
        }
        long seq = reader.lastSeqOf(bytes, from, length);
        StoredRecord record = seq == 0 || !reader.isAtHand(seq) ? null : find(() -> reader.get(seq));
        if (record == null) {
            return false;
        }
        send(record, answers.alone(record), sink);
        return true;
    }

    /** Answers a request whose subject ends with the one whose last message is wanted. */
    void last(String subject, byte[] body, Sink sink) {
        MessageGetRequest request =
                body.length == 0 ? MessageGetRequest.builder().build() : read(body, sink);
        if (request == null) {
            return;
        }
        boolean isForeign = body.length > 0 && !(saysNothing(request) && request.batch() == 0 && hasNoEnd(request));
        if (isForeign || subject.isEmpty()) {
            status(ApiStatus.BAD_DIRECT_REQUEST, sink);
            return;
        }
        one(find(() -> reader.last(filter(subject))), request.noHeaders(), sink);
    }

    void status(ApiStatus status, Sink sink) {
        ByteBuilder headers = new ByteBuilder(64);
        headers.append(status.headerBlock(""));
        sink.send(headers, NONE, 0, 0);
    }

    private @Nullable MessageGetRequest read(byte[] body, Sink sink) {
        try {
            return MessageGetRequest.JSON.read(body);
        } catch (JsonException malformed) {
            status(ApiStatus.MALFORMED_REQUEST, sink);
            return null;
        }
    }

    private static boolean saysNothing(MessageGetRequest request) {
        return request.sequence() == 0
                && request.lastBySubject().isEmpty()
                && request.nextBySubject().isEmpty()
                && request.multiLast().isEmpty()
                && request.startTime() == null;
    }

    private static boolean hasNoEnd(MessageGetRequest request) {
        return request.upToSequence() == 0 && request.upToTime() == null;
    }

    private static boolean contradicts(MessageGetRequest request) {
        boolean hasSequence = request.sequence() != 0;
        boolean hasTime = request.startTime() != null;
        boolean hasNext = !request.nextBySubject().isEmpty();
        boolean isMulti = !request.multiLast().isEmpty();
        boolean withLast = hasSequence || hasTime || hasNext || request.batch() > 0 || isMulti;
        return (!request.lastBySubject().isEmpty() && withLast)
                || (hasSequence && hasTime)
                || (hasNext && isMulti)
                || (request.upToSequence() != 0 && request.upToTime() != null);
    }

    private void single(MessageGetRequest request, Sink sink) {
        long seq = startOf(request);
        StoredRecord record = find(() -> {
            if (!request.nextBySubject().isEmpty()) {
                return seq < 0 ? null : reader.next(filter(request.nextBySubject()), seq); // unsigned
            }
            return seq != 0 ? reader.get(seq) : reader.last(filter(request.lastBySubject()));
        });
        one(record, request.noHeaders(), sink);
    }

    private void one(@Nullable StoredRecord record, boolean noHeaders, Sink sink) {
        if (record == null) {
            status(ApiStatus.MESSAGE_NOT_FOUND, sink);
        } else {
            send(record, noHeaders ? new ByteBuilder(1) : answers.alone(record), sink);
        }
    }

    private static void send(StoredRecord record, ByteBuilder headers, Sink sink) {
        sink.send(headers, record.bytes(), record.payloadFrom(), record.payloadLength());
    }

    private void batch(MessageGetRequest request, Sink sink) {
        SubjectFilter filter =
                request.nextBySubject().isEmpty() ? SubjectFilter.all() : filter(request.nextBySubject());
        var selection = new DirectBatch.Selection(filter, fromOf(request), bytesMost(request));
        new DirectBatch(reader, answers, sink, request, selection).run();
    }

    // Nothing is stored beyond the signed range.
    private long fromOf(MessageGetRequest request) {
        long seq = startOf(request);
        return seq < 0 ? Long.MAX_VALUE : seq;
    }

    private void lastOfSubjects(MessageGetRequest request, Sink sink) {
        long upToSeq = request.upToSequence();
        Instant upToTime = request.upToTime();
        if (upToTime != null) {
            upToSeq = reader.seqAtTime(nanos(upToTime)) - 1;
            if (upToSeq < reader.firstSeq()) {
                status(ApiStatus.NO_RESULTS, sink);
                return;
            }
        }
        if (upToSeq == 0) {
            upToSeq = reader.lastSeq();
        }
        long[] seqs = reader.lastSeqs(filters(request.multiLast()), upToSeq, SUBJECTS_MOST);
        if (seqs == null) {
            status(ApiStatus.TOO_MANY_RESULTS, sink);
            return;
        }
        DirectLasts lasts = new DirectLasts(reader, answers, sink, seqs, upToSeq);
        if (lasts.startAt(request.sequence())) {
            lasts.limit(request.batch(), bytesMost(request)).run();
        } else {
            status(ApiStatus.NO_RESULTS, sink);
        }
    }

    private long bytesMost(MessageGetRequest request) {
        return request.maxBytes() == 0 ? bytesMost : request.maxBytes();
    }

    private long startOf(MessageGetRequest request) {
        Instant time = request.startTime();
        return time == null ? request.sequence() : reader.seqAtTime(nanos(time));
    }

    /** Nanoseconds since 1970, held at the ends of the range of long. */
    static long nanos(Instant time) {
        try {
            return Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000_000L), time.getNano());
        } catch (ArithmeticException outOfRange) {
            return time.getEpochSecond() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }

    private static SubjectFilter filter(String subject) {
        return filters(List.of(subject));
    }

    // What is no subject matches nothing: it becomes one that no message can have.
    private static SubjectFilter filters(List<String> subjects) {
        List<String> valid = subjects.stream().filter(Subjects::isValidFilter).toList();
        return valid.isEmpty() ? SubjectFilter.exactly(" ".getBytes(UTF_8)) : SubjectFilter.of(valid);
    }

    private static @Nullable StoredRecord find(Supplier<@Nullable StoredRecord> search) {
        try {
            return search.get();
        } catch (StoreException unreadable) {
            return null;
        }
    }
}
