package io.natter.client;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A connection for all code that runs inside a call, for those who want none in their signatures.
 *
 * <p>Thread-safe: each thread sees its own. Scopes nest; the inner one counts. A scope belongs to the thread that runs it: handlers, listeners and
 * completions run on other threads, and have the connection they belong to at hand already ({@link Message#respond}, the listener's argument), or
 * open a scope of their own.
 *
 * <pre>
 * NatsScope.run(nats, () -> placeOrder(order)); // inside: NatsScope.current().publish("orders.new", order)
 * </pre>
 */
public final class NatsScope {
    private static final ThreadLocal<@Nullable NatsConnection> CURRENT = new ThreadLocal<>();

    private NatsScope() {}

    /** Runs the action with this connection as the current one. The connection stays open. */
    public static void run(NatsConnection connection, Runnable action) {
        NatsConnection before = enter(connection);
        try {
            action.run();
        } finally {
            leave(before);
        }
    }

    /** The same for an action with a result. */
    public static <T> T call(NatsConnection connection, Supplier<T> action) {
        NatsConnection before = enter(connection);
        try {
            return action.get();
        } finally {
            leave(before);
        }
    }

    /**
     * The connection of the innermost scope this thread is in.
     *
     * @throws IllegalStateException if it is in none
     */
    public static NatsConnection current() {
        NatsConnection connection = CURRENT.get();
        if (connection == null) {
            throw new IllegalStateException(
                    "scope: thread " + Thread.currentThread().getName()
                            + " is in none; wrap the call in NatsScope.run(connection, ...), on this very thread");
        }
        return connection;
    }

    private static @Nullable NatsConnection enter(NatsConnection connection) {
        NatsConnection before = CURRENT.get();
        CURRENT.set(connection);
        return before;
    }

    private static void leave(@Nullable NatsConnection before) {
        if (before == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(before);
        }
    }
}
