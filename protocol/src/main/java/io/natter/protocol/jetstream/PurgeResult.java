package io.natter.protocol.jetstream;

import io.natter.protocol.json.JsonForm;
import io.natter.protocol.json.ObjectReader;
import io.natter.protocol.json.ObjectWriter;
import io.natter.protocol.json.UnknownFields;

/**
 * How many messages went (D27).
 *
 * <p>Immutable.
 *
 * @param success whether it was done
 * @param purged how many
 * @param unknown fields that were read without being known
 */
public record PurgeResult(boolean success, long purged, UnknownFields unknown) {
    /** How it stands in JSON. */
    public static final JsonForm<PurgeResult> JSON = JsonForm.of(PurgeResult::read, PurgeResult::write);

    /** All of it, and nothing unknown. */
    public PurgeResult(boolean success, long purged) {
        this(success, purged, UnknownFields.NONE);
    }

    private static PurgeResult read(ObjectReader in) {
        return new PurgeResult(in.bool("success"), in.unsigned("purged"), in.rest());
    }

    private void write(ObjectWriter out) {
        out.put("success", success).alwaysUnsigned("purged", purged).rest(unknown);
    }
}
