package io.natter.cli;

import java.io.Serial;

/** Why the command cannot do what it was asked: told to the user, then it ends with exit code 1 (A24). <i>Immutable.</i> */
final class CommandException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    CommandException(String message) {
        super(message);
    }

    CommandException(String message, Throwable cause) {
        super(message, cause);
    }
}
