package io.natter.protocol.jetstream;

import io.natter.protocol.json.JsonForm;
import io.natter.protocol.json.ObjectReader;
import io.natter.protocol.json.ObjectWriter;
import io.natter.protocol.json.UnknownFields;

/**
 * Which message of a stream is to go (D29).
 *
 * <p>Immutable.
 *
 * @param sequence its sequence, unsigned
 * @param noErase whether its bytes need not be overwritten
 * @param unknown fields that were read without being known
 */
public record MessageDeleteRequest(long sequence, boolean noErase, UnknownFields unknown) {
    /** How it stands in JSON. */
    public static final JsonForm<MessageDeleteRequest> JSON =
            JsonForm.of(MessageDeleteRequest::read, MessageDeleteRequest::write);

    /** All of it, and nothing unknown. */
    public MessageDeleteRequest(long sequence, boolean noErase) {
        this(sequence, noErase, UnknownFields.NONE);
    }

    private static MessageDeleteRequest read(ObjectReader in) {
        return new MessageDeleteRequest(in.unsigned("seq"), in.bool("no_erase"), in.rest());
    }

    private void write(ObjectWriter out) {
        out.alwaysUnsigned("seq", sequence).put("no_erase", noErase).rest(unknown);
    }
}
