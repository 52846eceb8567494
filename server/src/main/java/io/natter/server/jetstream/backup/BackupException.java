package io.natter.server.jetstream.backup;

/** A backup that cannot be read: damaged, cut off, or in a form that is not understood. Immutable. */
public final class BackupException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** With what is wrong. */
    public BackupException(String message) {
        super(message);
    }
}
