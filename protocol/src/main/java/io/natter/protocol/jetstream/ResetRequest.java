package io.natter.protocol.jetstream;

import io.natter.protocol.json.JsonForm;
import io.natter.protocol.json.ObjectReader;
import io.natter.protocol.json.ObjectWriter;
import io.natter.protocol.json.UnknownFields;

/**
 * Where a consumer is to start again (D39).
 *
 * <p>Immutable.
 *
 * @param sequence sequence of the stream, unsigned, 0 for behind the last acknowledged
 * @param unknown fields that were read without being known
 */
public record ResetRequest(long sequence, UnknownFields unknown) {
    /** How it stands in JSON. */
    public static final JsonForm<ResetRequest> JSON = JsonForm.of(ResetRequest::read, ResetRequest::write);

    /** All of it, and nothing unknown. */
    public ResetRequest(long sequence) {
        this(sequence, UnknownFields.NONE);
    }

    private static ResetRequest read(ObjectReader in) {
        return new ResetRequest(in.unsigned("seq"), in.rest());
    }

    private void write(ObjectWriter out) {
        out.putUnsigned("seq", sequence).rest(unknown);
    }
}
