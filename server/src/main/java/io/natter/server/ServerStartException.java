package io.natter.server;

/** A server could not start: an address, a file or a certificate was not to be had. Nothing is left running. */
public final class ServerStartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** {@code message} names what could not be had, and why. */
    public ServerStartException(String message, Throwable cause) {
        super(message, cause);
    }
}
