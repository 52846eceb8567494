package io.natter.client.jetstream;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The consumer messages come from, and how it is had again when it is lost.
 *
 * <p>Thread-safe. {@link #accept} is for one thread at a time, but for {@link NamedOrigin}'s.
 */
sealed interface Origin permits NamedOrigin, RenewedOrigin {
    /** Whether there is a consumer to ask, as far as is known; else it must be renewed first. */
    boolean isMade();

    /** Where requests for messages go; null while it is not made: who renews it asks afterwards. */
    @Nullable
    String requestSubject();

    /** What it is called where something is said of it. */
    String title();

    /** The message to hand out, or null where it is none of this consumer, or comes behind a gap. */
    @Nullable
    DeliveredMessage accept(io.natter.client.Message message, String ackSubject);

    /** Whether something was missed before a message that was not accepted. */
    boolean isBehindGap(String ackSubject);

    /** Whether nothing was missed, as far as a heartbeat tells: the last delivery it knows of is this. */
    boolean isWhole(long lastDelivery);

    /** Whether the same consumer can be asked again after a loss of contact; else it must be renewed first. */
    boolean goesOn();

    /**
     * Finds out that the consumer is there, or makes it anew.
     *
     * <p>Fails with a {@link JetStreamApiException} that {@link #isFinal} for good.
     */
    CompletableFuture<?> renew();

    /** Whether there is no use in trying again after this. */
    boolean isFinal(Throwable failure);

    /** Forgets it; a consumer of its own is deleted. */
    void end();
}
