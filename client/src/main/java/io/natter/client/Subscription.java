package io.natter.client;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Interest in a subject, until it is unsubscribed, drained or its connection closes.
 *
 * <p>Thread-safe. It survives reconnects. {@link #close} unsubscribes at once and drops what waits.
 */
public interface Subscription extends AutoCloseable {
    /** The subject or wildcard filter. */
    String subject();

    /** The queue group, or null. */
    @Nullable
    String queue();

    /** Whether messages still come. */
    boolean isActive();

    /** Ends it; what waits already is still handed out. A second call does nothing. */
    void unsubscribe();

    /**
     * Ends it when so many messages were delivered in total, counted from its beginning; at once if that is past.
     *
     * @throws IllegalArgumentException if {@code totalDelivered} is not positive
     */
    void unsubscribeAfter(long totalDelivered);

    /**
     * Ends it so that nothing on its way is lost: unsubscribes, waits until the server has confirmed it, then until
     * all is handled or {@code timeout} is over.
     *
     * <p>Messages of a {@link SyncSubscription} are waited for only where another thread takes them; what is left can still be taken. From a
     * handler of this very subscription it begins the drain and returns at once, since the drain waits for that handler. A subscriber of
     * {@link java.util.concurrent.Flow} that demands nothing is waited for until the time is over, since it may be busy with what it has.
     */
    DrainResult drain(Duration timeout);

    /** The same without waiting here: the calling thread, too, may go on taking messages, and is waited for. */
    CompletableFuture<DrainResult> drainAsync(Duration timeout);

    /** Its figures now; exact once it is drained. */
    SubscriptionStatistics statistics();

    /** Why the server refused it, or null; a refused subscription is not active. */
    @Nullable
    ServerErrorException refusal();

    @Override
    void close();
}
