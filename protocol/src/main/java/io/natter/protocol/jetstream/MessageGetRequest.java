package io.natter.protocol.jetstream;

import io.natter.protocol.json.JsonForm;
import io.natter.protocol.json.ObjectReader;
import io.natter.protocol.json.ObjectWriter;
import io.natter.protocol.json.UnknownFields;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which message of a stream is wanted (D28, D200).
 *
 * <p>Immutable. Sequences are unsigned.
 *
 * @param sequence that of this sequence, or the first from it on; 0 for unset
 * @param lastBySubject the last of this subject, or empty
 * @param nextBySubject the next that this filter matches, or empty
 * @param batch most messages, 0 for one
 * @param maxBytes most bytes, 0 for the server's limit
 * @param startTime the first from this time on, or null
 * @param multiLast the last of each subject that one of these matches
 * @param upToSequence none behind this sequence, 0 for unset
 * @param upToTime none behind this time, or null
 * @param noHeaders whether headers are left out
 * @param unknown fields that were read without being known
 */
public record MessageGetRequest(
        long sequence,
        String lastBySubject,
        String nextBySubject,
        long batch,
        long maxBytes,
        @Nullable Instant startTime,
        List<String> multiLast,
        long upToSequence,
        @Nullable Instant upToTime,
        boolean noHeaders,
        UnknownFields unknown) {
    /** How it stands in JSON. */
    public static final JsonForm<MessageGetRequest> JSON =
            JsonForm.of(MessageGetRequest::read, MessageGetRequest::write);

    /** Copies lists and maps. */
    public MessageGetRequest {
        multiLast = List.copyOf(multiLast);
    }

    /** Starts a request for nothing yet. */
    public static MessageGetRequestBuilder builder() {
        return new MessageGetRequestBuilder();
    }

    /** Starts from this one. */
    public MessageGetRequestBuilder toBuilder() {
        return new MessageGetRequestBuilder(this);
    }

    private static MessageGetRequest read(ObjectReader in) {
        return new MessageGetRequest(
                in.unsigned("seq"),
                in.string("last_by_subj"),
                in.string("next_by_subj"),
                in.integer("batch"),
                in.integer("max_bytes"),
                in.time("start_time"),
                in.strings("multi_last"),
                in.unsigned("up_to_seq"),
                in.time("up_to_time"),
                in.bool("no_hdr"),
                in.rest());
    }

    private void write(ObjectWriter out) {
        out.putUnsigned("seq", sequence)
                .put("last_by_subj", lastBySubject)
                .put("next_by_subj", nextBySubject)
                .put("batch", batch)
                .put("max_bytes", maxBytes)
                .put("start_time", startTime)
                .put("multi_last", multiLast)
                .putUnsigned("up_to_seq", upToSequence)
                .put("up_to_time", upToTime)
                .put("no_hdr", noHeaders)
                .rest(unknown);
    }
}
