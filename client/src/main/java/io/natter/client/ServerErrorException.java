package io.natter.client;

import org.jspecify.annotations.Nullable;

/**
 * The server complained with {@code -ERR}.
 *
 * <p>{@link Kind} sorts its texts (C11); the text itself is {@link #text()}.
 */
public final class ServerErrorException extends NatsException {
    private static final long serialVersionUID = 1L;

    /** What kind of complaint it is, and what follows from it. */
    public enum Kind {
        /** Credentials were refused, have expired, or were revoked; twice in a row stops that server. */
        AUTHENTICATION,
        /** A publish or subscription is not allowed. The connection stays. */
        PERMISSION,
        /** The server thinks the client gone. The connection is made anew. */
        STALE,
        /** A limit of the server or the account was met. */
        LIMIT,
        /** The server did not understand. */
        PROTOCOL,
        /** Anything else. */
        OTHER
    }

    private final Kind kind;
    private final String text;
    private final @Nullable String subject;

    /**
     * A complaint.
     *
     * @param text the server's words, without quotes
     * @param subject the subject it is about, as far as the words tell
     */
    public ServerErrorException(Kind kind, String text, @Nullable String subject) {
        super(Outcome.REFUSED, "server: " + text, null);
        this.kind = kind;
        this.text = text;
        this.subject = subject;
    }

    /** What kind of complaint it is. */
    public Kind kind() {
        return kind;
    }

    /** The server's words. */
    public String text() {
        return text;
    }

    /** The subject it is about, or null. */
    public @Nullable String subject() {
        return subject;
    }
}
