package io.natter.client;

/** The connection is draining, closed, or not connected where waiting was not asked for. Nothing was sent. */
public final class ConnectionClosedException extends NatsException {
    private static final long serialVersionUID = 1L;

    /** With what was asked and what went wrong. */
    public ConnectionClosedException(String message) {
        super(Outcome.NOT_DONE, message, null);
    }
}
