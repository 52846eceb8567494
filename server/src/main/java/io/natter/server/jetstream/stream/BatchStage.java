package io.natter.server.jetstream.stream;

import io.natter.protocol.jetstream.ApiError;
import io.natter.protocol.jetstream.ApiErrorCode;
import io.natter.protocol.jetstream.DiscardPolicy;
import io.natter.protocol.jetstream.StreamConfig;
import io.natter.store.StoredRecord;
import io.natter.store.StreamReader;
import io.natter.store.SubjectFilter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a stream would be with the messages of a batch that were checked so far, none of which is stored (ADR-50).
 *
 * <p>Confined to the stream's loop, and to the commit of one batch or, cleared, of one after the other.
 */
final class BatchStage {
    private final Stream stream;
    private final Set<String> ids = new HashSet<>();
    private final Map<String, Integer> counts = new HashMap<>();
    private final Map<String, Long> expected = new HashMap<>();
    private final Map<String, Counters.Total> totals = new HashMap<>();
    private byte[] lastSubject = {};
    private String lastSubjectText = "";
    private long count;
    private long bytes;

    BatchStage(Stream stream) {
        this.stream = stream;
    }

    /** Forgets everything, for other messages. */
    void clear() {
        ids.clear();
        counts.clear();
        expected.clear();
        totals.clear();
        count = 0;
        bytes = 0;
    }

    /** The subject of a message as text; the same one when that of the message before was the same. */
    String subject(Publish message) {
        int to = message.subjectFrom + message.subjectLength;
        if (!Arrays.equals(message.subject, message.subjectFrom, to, lastSubject, 0, lastSubject.length)) {
            lastSubject = Arrays.copyOfRange(message.subject, message.subjectFrom, to);
            lastSubjectText = message.subjectText();
        }
        return lastSubjectText;
    }

    /** What is wrong with an id; remembers it otherwise. */
    @Nullable
    ApiError id(PublishHeaders headers, long duplicateSeq) {
        if (!headers.has(PublishHeader.MESSAGE_ID)) {
            return null;
        }
        return duplicateSeq != 0 || !ids.add(headers.text(PublishHeader.MESSAGE_ID))
                ? ApiErrorCode.ATOMIC_PUBLISH_CONTAINS_DUPLICATE_MESSAGE.error()
                : null;
    }

    /** The counter of a subject as the batch leaves it so far, or null when it has not touched it. */
    Counters.@Nullable Total total(String subject) {
        return totals.get(subject);
    }

    /** Remembers a counter. */
    void total(String subject, Counters.Total total) {
        totals.put(subject, total);
    }

    /** What is wrong with what the message expects. */
    @Nullable
    ApiError expectations(String subject, PublishHeaders headers) {
        if (headers.has(PublishHeader.EXPECTED_LAST_SEQUENCE)) {
            long lastSeq = stream.reader().lastSeq() + count;
            if (headers.number(PublishHeader.EXPECTED_LAST_SEQUENCE) != lastSeq) {
                return ApiErrorCode.STREAM_WRONG_LAST_SEQUENCE.error(lastSeq);
            }
            if (count > 0) {
                return ApiErrorCode.STREAM_WRONG_LAST_SEQUENCE_CONSTANT.error();
            }
        }
        if (!headers.has(PublishHeader.EXPECTED_LAST_SUBJECT_SEQUENCE)) {
            return headers.has(PublishHeader.EXPECTED_LAST_SUBJECT_SEQUENCE_SUBJECT)
                    ? ApiErrorCode.STREAM_EXPECTED_LAST_SEQUENCE_PER_SUBJECT_INVALID.error()
                    : null;
        }
        String of = headers.has(PublishHeader.EXPECTED_LAST_SUBJECT_SEQUENCE_SUBJECT)
                ? headers.text(PublishHeader.EXPECTED_LAST_SUBJECT_SEQUENCE_SUBJECT)
                : subject;
        return lastSubjectSequence(of, headers.number(PublishHeader.EXPECTED_LAST_SUBJECT_SEQUENCE));
    }

    private @Nullable ApiError lastSubjectSequence(String subject, long wanted) {
        if (counts.containsKey(subject)) {
            return ApiErrorCode.STREAM_WRONG_LAST_SEQUENCE_CONSTANT.error();
        }
        long lastSeq = expected.computeIfAbsent(subject, filter -> {
            StoredRecord last = stream.reader().last(SubjectFilter.of(filter));
            return last == null ? 0L : last.seq();
        });
        return lastSeq == wanted ? null : ApiErrorCode.STREAM_WRONG_LAST_SEQUENCE.error(lastSeq);
    }

    /** What is wrong with a rollup in the middle of a batch. */
    @Nullable
    ApiError rollup(String subject, PublishHeaders headers) {
        String value = headers.text(PublishHeader.ROLLUP).toLowerCase(Locale.ROOT);
        if (value.equals("sub") && counts.containsKey(subject)) {
            return ApiErrorCode.STREAM_ROLLUP_FAILED.error("batch rollup sub invalid");
        }
        return value.equals("all") && count > 0
                ? ApiErrorCode.STREAM_ROLLUP_FAILED.error("batch rollup all invalid")
                : null;
    }

    /** Adds a message; what is wrong with it in a stream that refuses what is new when full. */
    @Nullable
    ApiError add(String subject, PublishHeaders headers, int messageBytes) {
        count++;
        bytes += messageBytes;
        int ofSubject = counts.merge(subject, 1, Integer::sum);
        StreamConfig config = stream.config();
        if (config.discard() != DiscardPolicy.NEW) {
            return null;
        }
        StreamReader reader = stream.reader();
        if (config.maxMessages() > 0 && reader.count() + count > config.maxMessages()) {
            return ApiErrorCode.STREAM_STORE_FAILED.error("maximum messages exceeded");
        }
        if (config.maxBytes() > 0 && reader.bytes() + bytes > config.maxBytes()) {
            return ApiErrorCode.STREAM_STORE_FAILED.error("maximum bytes exceeded");
        }
        boolean isBound = config.discardNewPerSubject()
                && config.maxMessagesPerSubject() > 0
                && !headers.has(PublishHeader.ROLLUP);
        byte[] name = subject.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        return isBound && reader.countOf(name, 0, name.length) + ofSubject > config.maxMessagesPerSubject()
                ? ApiErrorCode.STREAM_STORE_FAILED.error("maximum messages per subject exceeded")
                : null;
    }
}
