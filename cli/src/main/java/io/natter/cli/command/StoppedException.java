package io.natter.cli.command;

import java.io.Serial;

/** The user told the command to end: its thread was interrupted. <i>Immutable.</i> */
public final class StoppedException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    /** With the interruption that said so. */
    public StoppedException(InterruptedException cause) {
        super("interrupted", cause);
    }
}
