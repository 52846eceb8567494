package io.natter.client.session;

import io.natter.client.ConnectionEvent;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what went wrong last with a connection, out of the events on their way to its listeners.
 *
 * <p>Thread-safe. Of two failures at the same time either may stay.
 */
final class LastError implements Consumer<ConnectionEvent> {
    private final Consumer<ConnectionEvent> listeners;
    private volatile @Nullable Throwable last;

    LastError(Consumer<ConnectionEvent> listeners) {
        this.listeners = listeners;
    }

    @Nullable
    Throwable last() {
        return last;
    }

    @Override
    public void accept(ConnectionEvent event) {
        Throwable failure = failure(event);
        if (failure != null) {
            last = failure;
        }
        listeners.accept(event);
    }

    private static @Nullable Throwable failure(ConnectionEvent event) {
        if (event instanceof ConnectionEvent.ServerError complaint) {
            return complaint.error();
        }
        if (event instanceof ConnectionEvent.ConnectFailed failed) {
            return failed.cause();
        }
        return event instanceof ConnectionEvent.StateChanged changed ? changed.cause() : null;
    }
}
