package io.natter.client.jetstream;

import io.natter.client.NatsException;
import io.natter.client.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * The stream ended a fast batch before it was committed: a message was lost or refused.
 *
 * <p>The cause says why. What comes behind {@link #stored()} is not stored.
 */
public final class BatchEndedException extends NatsException {
    private static final long serialVersionUID = 1L;

    private final long stored;

    /** With how many are stored, and why no more. */
    public BatchEndedException(long stored, @Nullable NatsException cause) {
        super(
                Outcome.REFUSED,
                "batch: ended by the stream, " + stored + " messages are stored"
                        + (cause == null ? "" : ": " + cause.getMessage()),
                cause);
        this.stored = stored;
    }

    /** Messages of the batch that are stored, from the first on. */
    public long stored() {
        return stored;
    }
}
