package io.natter.client;

/** No answer in time; the request may have been heard. */
public final class RequestTimeoutException extends NatsException {
    private static final long serialVersionUID = 1L;

    /** With what was asked and what went wrong. */
    public RequestTimeoutException(String message) {
        super(Outcome.UNKNOWN, message, null);
    }
}
