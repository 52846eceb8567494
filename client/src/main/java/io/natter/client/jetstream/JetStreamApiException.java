package io.natter.client.jetstream;

import io.natter.client.NatsException;
import io.natter.client.Outcome;
import io.natter.protocol.jetstream.ApiError;
import io.natter.protocol.jetstream.ApiErrorCode;

/**
 * JetStream refused: the API with an error, a stream with a publish, or a consumer with a status.
 *
 * <p>Nothing was done. {@link #is} tells which error of the table it is; statuses without a number there have {@link #errorCode()} 0.
 */
public final class JetStreamApiException extends NatsException {
    private static final long serialVersionUID = 1L;

    private final transient ApiError error;
    private final int code;
    private final int errorCode;
    private final String description;

    /** With what was asked, and the answer. */
    public JetStreamApiException(String what, ApiError error) {
        super(Outcome.REFUSED, what + ": " + error.description() + " (" + numbers(error) + ")", null);
        this.error = error;
        this.code = error.code();
        this.errorCode = error.errorCode();
        this.description = error.description();
    }

    private static String numbers(ApiError error) {
        return error.errorCode() == 0 ? "" + error.code() : error.code() + "/" + error.errorCode();
    }

    /** Class of the error, as in HTTP: 400 for a bad request, 404 for what is not there, 503 for what is not ready. */
    public int code() {
        return code;
    }

    /** The exact error, 0 where there is none; see {@link ApiErrorCode}. */
    public int errorCode() {
        return errorCode;
    }

    /** The server's words. */
    public String description() {
        return description;
    }

    /** Whether it is this error. */
    public boolean is(ApiErrorCode known) {
        return known.errorCode() == errorCode;
    }

    /** The whole answer. */
    public ApiError error() {
        return error;
    }
}
