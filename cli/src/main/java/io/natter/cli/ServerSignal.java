package io.natter.cli;

import org.jspecify.annotations.Nullable;

/**
 * What a running server can be told from outside (A8, A25): by a signal of the system, or by {@code -sl} with a word.
 *
 * <p><i>Immutable.</i>
 */
enum ServerSignal {
    /** Ends at once, as if the power went. */
    STOP("stop", "KILL", "killed"),
    /** Shuts down. */
    QUIT("quit", "INT", "interrupt"),
    /** Shuts down, unless it already does so slowly. */
    TERM("term", "TERM", "terminated"),
    /** Opens the log file again. */
    REOPEN("reopen", "USR1", "user defined signal 1"),
    /** Sends the clients away one after the other, then shuts down. */
    LAME_DUCK("ldm", "USR2", "user defined signal 2"),
    /** Reads the configuration again. */
    RELOAD("reload", "HUP", "hangup");

    private final String word;
    private final String systemName;
    private final String description;

    ServerSignal(String word, String systemName, String description) {
        this.word = word;
        this.systemName = systemName;
        this.description = description;
    }

    /** The signal that {@code -sl} calls {@code word}, or null. */
    static @Nullable ServerSignal called(String word) {
        for (ServerSignal signal : values()) {
            if (signal.word.equals(word)) {
                return signal;
            }
        }
        return null;
    }

    /** The system's name without SIG, as {@code kill -s} takes it. */
    String systemName() {
        return systemName;
    }

    /** The words nats-server's log has for it. */
    String description() {
        return description;
    }
}
