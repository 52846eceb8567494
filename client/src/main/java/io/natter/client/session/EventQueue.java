package io.natter.client.session;

import io.natter.client.ConnectionEvent;
import io.natter.client.ConnectionListener;
import io.natter.client.NatsConnection;
import io.natter.client.messaging.ClientLog;
import java.lang.System.Logger;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells listeners of events: in order, one at a time, on a thread of its own while there are any.
 *
 * <p>Thread-safe. At most {@link #WAITING_MAX} events wait for a slow listener; past that new ones are dropped and counted, and the log says so
 * once an episode. Changes of state are few and always find room.
 */
final class EventQueue implements Consumer<ConnectionEvent> {
    /** Most events that wait. */
    static final int WAITING_MAX = 1024;

    private final NatsConnection connection;
    private final Executor executor;
    private final List<ConnectionListener> listeners = new CopyOnWriteArrayList<>();
    private final Deque<ConnectionEvent> waiting = new ArrayDeque<>();
    private boolean isRunning;
    private boolean isOverflowing;
    private long dropped;

    EventQueue(NatsConnection connection, Executor executor, Collection<ConnectionListener> listeners) {
        this.connection = connection;
        this.executor = executor;
        this.listeners.addAll(listeners);
    }

    void add(ConnectionListener listener) {
        listeners.add(listener);
    }

    void remove(ConnectionListener listener) {
        listeners.remove(listener);
    }

    /** Events dropped because a listener was slow. */
    synchronized long dropped() {
        return dropped;
    }

    /** Tells this one when all before it are told. Never blocks. */
    @Override
    public void accept(ConnectionEvent event) {
        if (listeners.isEmpty()) {
            return;
        }
        synchronized (this) {
            if (waiting.size() >= WAITING_MAX && !(event instanceof ConnectionEvent.StateChanged)) {
                drop();
                return;
            }
            isOverflowing = false;
            waiting.addLast(event);
            if (isRunning) {
                return;
            }
            isRunning = true;
        }
        try {
            executor.execute(this::run);
        } catch (RejectedExecutionException e) {
            reject(e);
        }
    }

    private void drop() {
        dropped++;
        if (!isOverflowing) {
            isOverflowing = true;
            ClientLog.get()
                    .log(
                            Logger.Level.WARNING,
                            "a listener is slow: {0} events wait, new ones are dropped",
                            WAITING_MAX);
        }
    }

    private synchronized void reject(RejectedExecutionException e) {
        isRunning = false;
        dropped += waiting.size();
        waiting.clear();
        ClientLog.get().log(Logger.Level.WARNING, "listeners are not told: the executor takes nothing", e);
    }

    private void run() {
        for (ConnectionEvent event = next(); event != null; event = next()) {
            for (ConnectionListener listener : listeners) {
                tell(listener, event);
            }
        }
    }

    @SuppressWarnings("CatchingUnchecked") // a listener may throw whatever it likes; the next one is told all the same
    private void tell(ConnectionListener listener, ConnectionEvent event) {
        try {
            listener.onEvent(connection, event);
        } catch (RuntimeException | LinkageError | AssertionError e) {
            ClientLog.get().log(Logger.Level.ERROR, "a listener failed", e);
        }
    }

    private synchronized @Nullable ConnectionEvent next() {
        ConnectionEvent event = waiting.pollFirst();
        if (event == null) {
            isRunning = false;
        }
        return event;
    }
}
