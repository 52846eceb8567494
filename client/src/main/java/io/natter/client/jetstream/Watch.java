package io.natter.client.jetstream;

import java.util.concurrent.CompletableFuture;

/**
 * A watch of a bucket or an object store, until it is closed, its stream is deleted or its connection closes.
 *
 * <p>Thread-safe. Over reconnects and restarts it goes on behind the last change it told, without gaps as far as the stream still has the changes.
 */
public interface Watch extends AutoCloseable {
    /** Completes when all that was there at the beginning was told. */
    CompletableFuture<Void> initialDone();

    /** Completes when nothing more will be told; exceptionally if the watch ended by itself. */
    CompletableFuture<Void> ended();

    /** Whether changes may still come. */
    boolean isActive();

    /** Ends it; when it returns, nothing more is told. From its own watcher it does not wait. */
    @Override
    void close();
}
