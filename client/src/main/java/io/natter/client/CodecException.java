package io.natter.client;

import org.jspecify.annotations.Nullable;

/** A value could not become bytes, or bytes no value; or no codec is registered for the type. Nothing was sent. */
public final class CodecException extends NatsException {
    private static final long serialVersionUID = 1L;

    /** With the type's name and what to do. */
    public CodecException(String message, @Nullable Throwable cause) {
        super(Outcome.REFUSED, message, cause);
    }
}
