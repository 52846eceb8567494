package io.natter.server.auth;

/**
 * Decides who a connection is.
 *
 * <p>Thread-safe: called on worker threads, since a password hash takes a tenth of a second. One immutable
 * instance serves one configuration; a reload builds the next.
 */
public interface Authenticator {
    /** Whether a connection must show who it is before anything but CONNECT (INFO {@code auth_required}). */
    boolean isRequired();

    /** Whether INFO must carry a nonce for the client to sign. */
    boolean needsNonce();

    /**
     * Whether {@link #authenticate} takes microseconds for this connection, so that an event loop may call it; otherwise
     * the {@link AuthenticationPool} does.
     */
    boolean isCheap(Presented presented);

    /**
     * Decides about one CONNECT, or about a first verb that was not CONNECT.
     *
     * <p>Never throws for anything a client can send: what cannot be understood is refused.
     */
    Outcome authenticate(Presented presented);

    /**
     * Decides about a connection that {@code previous} admitted, after a reload that made this its successor (B160).
     *
     * <p>What was proved and has not changed is not proved again, so this is cheap but for changed passwords. Never on
     * an event loop all the same.
     *
     * @param presented what the connection showed when it was admitted
     * @param current who it is since then
     */
    Reauthorization reauthorize(Presented presented, Identity current, Authenticator previous);
}
