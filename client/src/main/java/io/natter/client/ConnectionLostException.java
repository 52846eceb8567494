package io.natter.client;

/** The connection broke while the call waited for the server. */
public final class ConnectionLostException extends NatsException {
    private static final long serialVersionUID = 1L;

    /** With what was asked and what went wrong. */
    public ConnectionLostException(String message) {
        super(Outcome.UNKNOWN, message, null);
    }
}
