package io.natter.client;

/** Nobody listens to the subject of a request (status 503). */
public final class NoRespondersException extends NatsException {
    private static final long serialVersionUID = 1L;

    /** With what was asked and what went wrong. */
    public NoRespondersException(String message) {
        super(Outcome.NOT_DONE, message, null);
    }
}
