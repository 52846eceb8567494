package io.natter.cli.context;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A context that is not there, cannot be read or written, or asks for what cannot be done. Nothing was changed. <i>Immutable.</i> */
public final class ContextException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    /** With what went wrong. */
    public ContextException(String message) {
        this(message, null);
    }

    /** With what went wrong, and why. */
    public ContextException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
