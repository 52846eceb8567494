package io.natter.client;

/** The waiting thread was interrupted. Its interrupt flag is set again; what was sent stays sent. */
public final class InterruptedWaitException extends NatsException {
    private static final long serialVersionUID = 1L;

    /** With what was asked and what went wrong. */
    public InterruptedWaitException(String message) {
        super(Outcome.UNKNOWN, message, null);
    }
}
