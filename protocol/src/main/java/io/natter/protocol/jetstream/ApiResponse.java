package io.natter.protocol.jetstream;

import io.natter.protocol.json.JsonForm;
import io.natter.protocol.json.ObjectReader;
import io.natter.protocol.json.ObjectWriter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An answer of the API: its type, and an error or what was asked for (D1).
 *
 * <p>Immutable. The fields of the body stand beside {@code type} and {@code error}; an answer to a list request has both
 * error and body, an empty part of a list.
 *
 * @param type name of the schema, see {@link ApiCall#responseType}
 * @param error what went wrong, or null
 * @param body what was asked for; null behind an error, unless the server sent more
 * @param <T> what was asked for
 */
public record ApiResponse<T>(
        String type, @Nullable ApiError error, @Nullable T body) {
    private static final JsonForm<Optional<ApiError>> ERROR_ALONE = JsonForm.of(
            in -> Optional.ofNullable(in.objectOrNull("error", ApiError.JSON)),
            (error, out) -> error.ifPresent(present -> out.always("error", present, ApiError.JSON)));

    /** The answer to a call that succeeded. */
    public static <T> ApiResponse<T> of(ApiCall call, T body) {
        return new ApiResponse<>(call.responseType(), null, body);
    }

    /** The answer to a call that failed. */
    public static <T> ApiResponse<T> failed(ApiCall call, ApiError error) {
        return new ApiResponse<>(call.responseType(), error, null);
    }

    /** How an answer stands in JSON whose body is of that form; behind an error no body is read. */
    public static <T> JsonForm<ApiResponse<T>> form(JsonForm<T> body) {
        return JsonForm.of(in -> read(in, body), (response, out) -> response.write(out, body));
    }

    /** The error of an answer of any kind, without reading more than that. */
    public static Optional<ApiError> errorOf(byte[] json) {
        return ERROR_ALONE.read(json);
    }

    private static <T> ApiResponse<T> read(ObjectReader in, JsonForm<T> form) {
        String type = in.string("type");
        ApiError error = in.objectOrNull("error", ApiError.JSON);
        return new ApiResponse<>(type, error, error == null ? form.readFrom(in) : null);
    }

    private void write(ObjectWriter out, JsonForm<T> form) {
        out.always("type", type).put("error", error, ApiError.JSON);
        if (body != null) {
            form.writeTo(body, out);
        }
    }
}
