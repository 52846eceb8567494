package io.natter.cli;

import java.io.Serial;

/** Why the command cannot do what it was asked: told to the user, then it ends with exit code 1 (A24). <i>Immutable.</i> */
final class CommandException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final boolean isShown;

    CommandException(String message) {
        super(message);
        this.isShown = false;
    }

    CommandException(String message, Throwable cause) {
        this(message, cause, false);
    }

    /**
     * An exception that the user may know of already.
     *
     * @param isShown whether the log has said so where the user looks
     */
    CommandException(String message, Throwable cause, boolean isShown) {
        super(message, cause);
        this.isShown = isShown;
    }

    /** Whether the user has been told. */
    boolean isShown() {
        return isShown;
    }
}
