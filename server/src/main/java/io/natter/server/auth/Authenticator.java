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
     * Decides about one CONNECT, or about a first verb that was not CONNECT.
     *
     * <p>Never throws for anything a client can send: what cannot be understood is refused.
     */
    Outcome authenticate(Presented presented);
}
