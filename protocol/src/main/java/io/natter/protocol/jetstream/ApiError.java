package io.natter.protocol.jetstream;

import io.natter.protocol.json.JsonForm;
import io.natter.protocol.json.ObjectReader;
import io.natter.protocol.json.ObjectWriter;
import io.natter.protocol.json.UnknownFields;

/**
 * An error as the API reports it (d.10).
 *
 * <p>Immutable.
 *
 * @param code class of the error, as in HTTP
 * @param errorCode exact error, see {@link ApiErrorCode}; 0 from servers before 2.7
 * @param description text for people
 * @param unknown fields that were read without being known
 */
public record ApiError(int code, int errorCode, String description, UnknownFields unknown) {
    /** How it stands in JSON. */
    public static final JsonForm<ApiError> JSON = JsonForm.of(ApiError::read, ApiError::write);

    /** All of it, and nothing unknown. */
    public ApiError(int code, int errorCode, String description) {
        this(code, errorCode, description, UnknownFields.NONE);
    }

    private static ApiError read(ObjectReader in) {
        return new ApiError(in.integer32("code"), in.integer32("err_code"), in.string("description"), in.rest());
    }

    private void write(ObjectWriter out) {
        out.always("code", code)
                .put("err_code", errorCode)
                .put("description", description)
                .rest(unknown);
    }
}
