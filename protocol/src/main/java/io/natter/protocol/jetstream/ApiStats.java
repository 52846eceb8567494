package io.natter.protocol.jetstream;

import io.natter.protocol.json.JsonForm;
import io.natter.protocol.json.ObjectReader;
import io.natter.protocol.json.ObjectWriter;
import io.natter.protocol.json.UnknownFields;

/**
 * What was asked of the API (D20).
 *
 * <p>Immutable.
 *
 * @param level level of the API
 * @param total requests
 * @param errors of these, answered with an error
 * @param inflight requests being served
 * @param unknown fields that were read without being known
 */
public record ApiStats(int level, long total, long errors, long inflight, UnknownFields unknown) {
    /** How it stands in JSON. */
    public static final JsonForm<ApiStats> JSON = JsonForm.of(ApiStats::read, ApiStats::write);

    /** All of it, and nothing unknown. */
    public ApiStats(int level, long total, long errors, long inflight) {
        this(level, total, errors, inflight, UnknownFields.NONE);
    }

    private static ApiStats read(ObjectReader in) {
        return new ApiStats(
                in.integer32("level"), in.unsigned("total"), in.unsigned("errors"), in.unsigned("inflight"), in.rest());
    }

    private void write(ObjectWriter out) {
        out.always("level", level)
                .alwaysUnsigned("total", total)
                .alwaysUnsigned("errors", errors)
                .putUnsigned("inflight", inflight)
                .rest(unknown);
    }
}
