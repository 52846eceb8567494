package io.natter.protocol.jetstream;

import io.natter.protocol.json.JsonForm;
import io.natter.protocol.json.ObjectReader;
import io.natter.protocol.json.ObjectWriter;
import io.natter.protocol.json.UnknownFields;

/**
 * Whether something was done.
 *
 * <p>Immutable.
 *
 * @param success whether it was
 * @param unknown fields that were read without being known
 */
public record Success(boolean success, UnknownFields unknown) {
    /** How it stands in JSON. */
    public static final JsonForm<Success> JSON = JsonForm.of(Success::read, Success::write);

    /** All of it, and nothing unknown. */
    public Success(boolean success) {
        this(success, UnknownFields.NONE);
    }

    private static Success read(ObjectReader in) {
        return new Success(in.bool("success"), in.rest());
    }

    private void write(ObjectWriter out) {
        out.put("success", success).rest(unknown);
    }
}
