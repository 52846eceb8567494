package io.natter.client;

/** No room came free in the outgoing buffer within the limit. Nothing was sent. */
public final class BufferFullException extends NatsException {
    private static final long serialVersionUID = 1L;

    /** With what was asked and what went wrong. */
    public BufferFullException(String message) {
        super(Outcome.NOT_DONE, message, null);
    }
}
