package io.natter.client.session;

import io.natter.client.ConnectionEvent;
import io.natter.client.ConnectionState;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The state of one connection; its table stands at {@link ConnectionState}.
 *
 * <p>Changes are guarded by the session's lock, so that their events are told in the order they happened; reading is thread-safe.
 */
final class StateMachine {
    private final Consumer<ConnectionEvent> events;
    private volatile ConnectionState state = ConnectionState.CONNECTING;
    private volatile @Nullable Throwable cause;

    StateMachine(Consumer<ConnectionEvent> events) {
        this.events = events;
    }

    ConnectionState state() {
        return state;
    }

    /** Why the state was entered, or null where it was asked for or went well. */
    @Nullable
    Throwable cause() {
        return cause;
    }

    /**
     * The only way to another state.
     *
     * @return whether it changed; not if it was there already, or the table has no such way: an ended connection stays ended, whatever comes late
     */
    boolean move(ConnectionState to, String server, @Nullable Throwable why) {
        ConnectionState from = state;
        if (!from.next().contains(to)) {
            return false;
        }
        state = to;
        cause = why;
        events.accept(new ConnectionEvent.StateChanged(from, to, server, why));
        return true;
    }
}
