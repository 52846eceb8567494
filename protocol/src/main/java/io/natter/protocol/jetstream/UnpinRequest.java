package io.natter.protocol.jetstream;

import io.natter.protocol.json.JsonForm;
import io.natter.protocol.json.ObjectReader;
import io.natter.protocol.json.ObjectWriter;
import io.natter.protocol.json.UnknownFields;

/**
 * Which priority group is to pin anew (D40).
 *
 * <p>Immutable.
 *
 * @param group its name
 * @param unknown fields that were read without being known
 */
public record UnpinRequest(String group, UnknownFields unknown) {
    /** How it stands in JSON. */
    public static final JsonForm<UnpinRequest> JSON = JsonForm.of(UnpinRequest::read, UnpinRequest::write);

    /** All of it, and nothing unknown. */
    public UnpinRequest(String group) {
        this(group, UnknownFields.NONE);
    }

    private static UnpinRequest read(ObjectReader in) {
        return new UnpinRequest(in.string("group"), in.rest());
    }

    private void write(ObjectWriter out) {
        out.always("group", group).rest(unknown);
    }
}
