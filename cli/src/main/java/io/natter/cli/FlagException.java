package io.natter.cli;

import java.io.Serial;

/** A command line that cannot be read; the message is for the user, in the words of Go's flag package. <i>Immutable.</i> */
final class FlagException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    FlagException(String message) {
        super(message);
    }
}
