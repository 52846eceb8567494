package io.natter.client;

import org.jspecify.annotations.Nullable;

/**
 * A call of the client that did not succeed; the root of the family.
 *
 * <p>Unchecked, so that every call fits in a lambda. {@link #outcome()} says whether the call may be repeated.
 */
public abstract class NatsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Outcome outcome;

    protected NatsException(Outcome outcome, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.outcome = outcome;
    }

    /** What is known of the effect of the call. */
    public final Outcome outcome() {
        return outcome;
    }
}
