package io.natter.protocol.jetstream;

import io.natter.protocol.json.JsonForm;
import io.natter.protocol.json.ObjectReader;
import io.natter.protocol.json.ObjectWriter;
import io.natter.protocol.json.UnknownFields;

/**
 * Where the parts of a backup are to be sent (D31).
 *
 * <p>Immutable.
 *
 * @param deliverSubject subject they go to
 * @param unknown fields that were read without being known
 */
public record RestoreReady(String deliverSubject, UnknownFields unknown) {
    /** How it stands in JSON. */
    public static final JsonForm<RestoreReady> JSON = JsonForm.of(RestoreReady::read, RestoreReady::write);

    /** All of it, and nothing unknown. */
    public RestoreReady(String deliverSubject) {
        this(deliverSubject, UnknownFields.NONE);
    }

    private static RestoreReady read(ObjectReader in) {
        return new RestoreReady(in.string("deliver_subject"), in.rest());
    }

    private void write(ObjectWriter out) {
        out.always("deliver_subject", deliverSubject).rest(unknown);
    }
}
