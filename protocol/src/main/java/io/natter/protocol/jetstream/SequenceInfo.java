package io.natter.protocol.jetstream;

import io.natter.protocol.json.JsonForm;
import io.natter.protocol.json.ObjectReader;
import io.natter.protocol.json.ObjectWriter;
import io.natter.protocol.json.UnknownFields;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A place in a stream, and in what a consumer delivered.
 *
 * <p>Immutable.
 *
 * @param consumerSequence number of the delivery
 * @param streamSequence sequence of the message
 * @param lastActive when it got there, or null
 * @param unknown fields that were read without being known
 */
public record SequenceInfo(
        long consumerSequence,
        long streamSequence,
        @Nullable Instant lastActive,
        UnknownFields unknown) {
    /** How it stands in JSON. */
    public static final JsonForm<SequenceInfo> JSON = JsonForm.of(SequenceInfo::read, SequenceInfo::write);

    /** All of it, and nothing unknown. */
    public SequenceInfo(long consumerSequence, long streamSequence, @Nullable Instant lastActive) {
        this(consumerSequence, streamSequence, lastActive, UnknownFields.NONE);
    }

    /** Before everything. */
    public static final SequenceInfo NONE = new SequenceInfo(0, 0, null);

    private static SequenceInfo read(ObjectReader in) {
        return new SequenceInfo(
                in.unsigned("consumer_seq"), in.unsigned("stream_seq"), in.time("last_active"), in.rest());
    }

    private void write(ObjectWriter out) {
        out.alwaysUnsigned("consumer_seq", consumerSequence)
                .alwaysUnsigned("stream_seq", streamSequence)
                .put("last_active", lastActive)
                .rest(unknown);
    }
}
