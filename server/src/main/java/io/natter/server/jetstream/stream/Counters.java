package io.natter.server.jetstream.stream;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.natter.protocol.jetstream.ApiError;
import io.natter.protocol.jetstream.ApiErrorCode;
import io.natter.protocol.json.JsonException;
import io.natter.protocol.json.JsonFields;
import io.natter.protocol.json.JsonForm;
import io.natter.store.StoredRecord;
import io.natter.store.StreamReader;
import io.natter.store.SubjectFilter;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Streams whose messages are increments: each is stored with the sum so far (D112, ADR-49).
 *
 * <p>Confined to the stream's loop.
 */
final class Counters {
    private static final int DIGITS_MAX = 4_096;
    private static final JsonForm<Map<String, Map<String, String>>> SOURCES =
            JsonForm.of(in -> Map.of(), (sources, out) -> sources.forEach(out::put));

    private final Stream stream;
    private @Nullable StoredRecord fetched; // the last one that another thread read
    private long fetchedSeq; // its sequence, also when it could not be read

    Counters(Stream stream) {
        this.stream = stream;
    }

    /**
     * A counter as it is.
     *
     * <p>Immutable.
     *
     * @param value the sum
     * @param sources for each stream and subject it is summed up from, the value seen last
     */
    record Total(BigInteger value, Map<String, Map<String, String>> sources) {
        static final Total ZERO = new Total(BigInteger.ZERO, Map.of());
    }

    /** What stands in the way of a publisher's message as an increment; null for nothing. */
    @Nullable
    ApiError check(Publish message, PublishHeaders headers) {
        if (!headers.has(PublishHeader.INCREMENT)) {
            return null;
        }
        if (increment(headers) == null) {
            return ApiErrorCode.MESSAGE_INCREMENT_INVALID.error();
        }
        if (!stream.config().allowCounter()) {
            return ApiErrorCode.MESSAGE_INCREMENT_DISABLED.error();
        }
        if (message.payloadLength > 0) {
            return ApiErrorCode.MESSAGE_INCREMENT_PAYLOAD.error();
        }
        boolean hasOthers = headers.has(PublishHeader.ROLLUP)
                || headers.has(PublishHeader.EXPECTED_STREAM)
                || headers.has(PublishHeader.EXPECTED_LAST_MESSAGE_ID)
                || headers.has(PublishHeader.EXPECTED_LAST_SEQUENCE)
                || headers.has(PublishHeader.EXPECTED_LAST_SUBJECT_SEQUENCE)
                || headers.has(PublishHeader.EXPECTED_LAST_SUBJECT_SEQUENCE_SUBJECT);
        return hasOthers ? ApiErrorCode.MESSAGE_INCREMENT_INVALID.error() : null;
    }

    /** The counter of a message's subject, or null when what is stored is no counter. */
    @Nullable
    Total total(Publish message) {
        byte[] subject =
                Arrays.copyOfRange(message.subject, message.subjectFrom, message.subjectFrom + message.subjectLength);
        StoredRecord last = last(subject);
        if (last == null) {
            return Total.ZERO;
        }
        BigInteger value = value(last.payload());
        if (value == null) {
            return null;
        }
        var headers = new PublishHeaders();
        headers.read(last.bytes(), last.headersFrom(), last.headersLength());
        if (!headers.has(PublishHeader.COUNTER_SOURCES)) {
            return new Total(value, Map.of());
        }
        Map<String, Map<String, String>> sources = sources(headers.text(PublishHeader.COUNTER_SOURCES));
        return sources == null ? null : new Total(value, sources);
    }

    private @Nullable StoredRecord last(byte[] subject) {
        StoredRecord known = fetched;
        boolean isKnown = known != null && known.seq() == stream.reader().lastSeqOf(subject, 0, subject.length);
        return isKnown ? known : stream.reader().last(SubjectFilter.exactly(subject));
    }

    /** The message to be read for the counter of this one's subject; 0 when that need not wait for a disk. */
    long coldSeq(Publish message) {
        StreamReader reader = stream.reader();
        long seq = reader.lastSeqOf(message.subject, message.subjectFrom, message.subjectLength);
        return seq == 0 || seq == fetchedSeq || reader.isAtHand(seq) ? 0 : seq;
    }

    /** That message was read; null when it could not be. */
    void fetched(long seq, @Nullable StoredRecord record) {
        fetchedSeq = seq;
        fetched = record;
    }

    /**
     * Makes a message say what its counter is after it.
     *
     * @return the counter, or null when the message cannot be counted: it is broken
     */
    @Nullable
    Total apply(Publish message, PublishHeaders headers, Total before) {
        BigInteger increment = increment(headers);
        Map<String, Map<String, String>> sources = before.sources;
        if (increment == null) {
            return null;
        }
        if (headers.has(PublishHeader.STREAM_SOURCE)) {
            BigInteger there = value(Arrays.copyOfRange(
                    message.payload, message.payloadFrom, message.payloadFrom + message.payloadLength));
            if (there == null) {
                return null;
            }
            String[] from = headers.text(PublishHeader.STREAM_SOURCE).split(" ", -1);
            String subject = from.length >= 5 ? from[4] : message.subjectText();
            sources = copy(sources);
            String previous =
                    sources.computeIfAbsent(from[0], key -> new TreeMap<>()).put(subject, there.toString());
            BigInteger seen = number(previous == null ? "0" : previous);
            increment = there.subtract(seen == null ? BigInteger.ZERO : seen);
            set(message, PublishHeader.INCREMENT, increment.toString());
        }
        var after = new Total(before.value.add(increment), sources);
        message.payload(("{\"val\":\"" + after.value + "\"}").getBytes(US_ASCII));
        if (!sources.isEmpty()) {
            set(message, PublishHeader.COUNTER_SOURCES, text(sources));
        }
        return after;
    }

    private static void set(Publish message, PublishHeader header, String value) {
        message.headers(
                HeaderEdits.set(message.headers, message.headersFrom, message.headersLength, header.text(), value));
    }

    /** The increment of a message, or null when there is none or it is no number. */
    static @Nullable BigInteger increment(PublishHeaders headers) {
        return headers.has(PublishHeader.INCREMENT) ? number(headers.text(PublishHeader.INCREMENT)) : null;
    }

    private static @Nullable BigInteger number(String text) {
        boolean isSigned = text.startsWith("+") || text.startsWith("-");
        String digits = isSigned ? text.substring(1) : text;
        boolean isNumber = !digits.isEmpty()
                && digits.length() <= DIGITS_MAX
                && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return isNumber ? new BigInteger(text) : null;
    }

    // {"val":"n"}, or null for anything else.
    private static @Nullable BigInteger value(byte[] json) {
        try {
            return JsonFields.read(json, 0, json.length, fields -> {
                        BigInteger value = null;
                        while (fields.next()) {
                            String text = fields.name().equals("val") ? fields.string("") : null;
                            if (text == null) {
                                fields.skip();
                            } else {
                                value = number(text);
                            }
                        }
                        return Optional.ofNullable(value);
                    })
                    .orElse(null);
        } catch (JsonException notACounter) {
            return null;
        }
    }

    // {"stream":{"subject":"n"}}, or null for anything else.
    private static @Nullable Map<String, Map<String, String>> sources(String json) {
        byte[] bytes = json.getBytes(UTF_8);
        try {
            return JsonFields.read(bytes, 0, bytes.length, fields -> {
                Map<String, Map<String, String>> sources = new TreeMap<>();
                while (fields.next()) {
                    Map<String, String> subjects = new TreeMap<>();
                    if (fields.any() instanceof Map<?, ?> values) {
                        values.forEach(
                                (subject, value) -> subjects.put(String.valueOf(subject), String.valueOf(value)));
                    }
                    sources.put(fields.name(), subjects);
                }
                return sources;
            });
        } catch (JsonException notSources) {
            return null;
        }
    }

    private static String text(Map<String, Map<String, String>> sources) {
        return new String(SOURCES.write(sources), UTF_8);
    }

    private static Map<String, Map<String, String>> copy(Map<String, Map<String, String>> sources) {
        Map<String, Map<String, String>> copy = new TreeMap<>();
        sources.forEach((name, subjects) -> copy.put(name, new TreeMap<>(subjects)));
        return copy;
    }
}
