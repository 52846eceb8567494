package io.natter.client;

/** Headers and payload are more than the server takes (max_payload). Nothing was sent. */
public final class PayloadTooLargeException extends NatsException {
    private static final long serialVersionUID = 1L;

    /** With what was asked and what went wrong. */
    public PayloadTooLargeException(String message) {
        super(Outcome.REFUSED, message, null);
    }
}
