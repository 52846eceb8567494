package io.natter.cli.command;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** What the user asked for cannot be done; the message says what and why. <i>Immutable.</i> */
public final class UsageException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    /** With what is wrong. */
    public UsageException(String message) {
        this(message, null);
    }

    /** With what is wrong, and why. */
    public UsageException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
