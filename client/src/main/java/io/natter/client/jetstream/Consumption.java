package io.natter.client.jetstream;

import io.natter.client.DrainResult;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Messages on their way to a handler, until it is stopped, its consumer is gone or its connection closes.
 *
 * <p>Thread-safe.
 */
public interface Consumption extends AutoCloseable {
    /** Whether messages may still come. */
    boolean isActive();

    /** Asks for no more; what was delivered is still handled. What the server sent meanwhile comes again elsewhere. Returns at once. */
    void stop();

    /** The same, and waits until all is handled or so long. */
    DrainResult drain(Duration timeout);

    /** Completes when no handler runs any more; exceptionally with the cause where it ended by itself. */
    CompletableFuture<Void> ended();

    /** Drains for the connection's drain timeout at most; from a handler of its own it does not wait. */
    @Override
    void close();
}
