package io.natter.server.jetstream.rules;

import io.natter.protocol.jetstream.ApiError;
import io.natter.protocol.jetstream.ApiErrorCode;

/**
 * A request that a rule forbids, with the error that answers it. Nothing was changed.
 *
 * <p>Immutable. Has no stack trace: it is an answer, not a fault.
 */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient ApiError error;

    /** With the error that is answered. */
    public RefusedException(ApiError error) {
        super(error.description(), null, false, false);
        this.error = error;
    }

    /** With an error whose text has no placeholders. */
    public RefusedException(ApiErrorCode code) {
        this(code.error());
    }

    /** With an error whose text has one placeholder. */
    public RefusedException(ApiErrorCode code, String text) {
        this(code.error(text));
    }

    /** With an error whose text has one placeholder, a number. */
    public RefusedException(ApiErrorCode code, long number) {
        this(code.error(number));
    }

    /** What is answered. */
    public ApiError error() {
        return error;
    }

    /** A configuration of a stream that cannot be (10052). */
    static RefusedException invalidConfig(String text) {
        return new RefusedException(ApiErrorCode.STREAM_INVALID_CONFIG, text);
    }

    /** A value that pedantic mode does not adjust (10157). */
    static RefusedException pedantic(String text) {
        return new RefusedException(ApiErrorCode.PEDANTIC, text);
    }
}
