package io.natter.client;

import java.lang.System.Logger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Drains connections when the JVM is told to end, by SIGTERM, SIGINT or {@code System.exit}.
 *
 * <p>Thread-safe. Opt-in: the client adds no shutdown hook unless something is registered here, and takes its one hook away with the last registration. All
 * registered connections are drained at the same time, each within its own budget; what could not be handled or sent is logged. Other shutdown hooks
 * run at the same time; a second signal is the operating system's matter.
 *
 * <pre>
 * try (NatsConnection nats = Nats.connect(options);
 *         NatsShutdown shutdown = NatsShutdown.register(Duration.ofSeconds(20), nats)) {
 *     ...
 * }
 * </pre>
 */
public final class NatsShutdown implements AutoCloseable {
    private static final Logger LOG = System.getLogger("io.natter.client");
    private static final Duration GRACE = Duration.ofSeconds(1);
    private static final Object LOCK = new Object(); // guards the two below
    private static final List<NatsShutdown> REGISTERED = new ArrayList<>();
    private static @Nullable Thread hook;

    private final Duration budget;
    private final List<NatsConnection> connections;

    private NatsShutdown(Duration budget, List<NatsConnection> connections) {
        this.budget = budget;
        this.connections = connections;
    }

    /**
     * Has these connections drained when the JVM ends.
     *
     * @param budget longest time it may take; what supervises the process must wait longer before it kills
     * @return the registration; closing it leaves the connections alone
     * @throws IllegalStateException if the JVM is ending already
     */
    public static NatsShutdown register(Duration budget, NatsConnection... connections) {
        var registration = new NatsShutdown(budget, List.of(connections));
        synchronized (LOCK) {
            if (hook == null) {
                Thread thread = new Thread(NatsShutdown::drainAll, "natter-client-shutdown");
                Runtime.getRuntime().addShutdownHook(thread);
                hook = thread;
            }
            REGISTERED.add(registration);
        }
        return registration;
    }

    /** Takes the registration back; with the last one the hook goes. A second call does nothing. */
    @Override
    public void close() {
        synchronized (LOCK) {
            REGISTERED.remove(this);
            Thread added = hook;
            if (REGISTERED.isEmpty() && added != null) {
                hook = null;
                try {
                    Runtime.getRuntime().removeShutdownHook(added);
                } catch (IllegalStateException theJvmIsEnding) {
                    LOG.log(Logger.Level.DEBUG, "shutdown: has begun already");
                }
            }
        }
    }

    /** Whether the hook is in place. */
    static boolean isHooked() {
        synchronized (LOCK) {
            return hook != null;
        }
    }

    /** What the hook does: begins all drains, then waits for each. */
    static void drainAll() {
        List<NatsShutdown> all;
        synchronized (LOCK) {
            all = List.copyOf(REGISTERED);
        }
        long beganNs = System.nanoTime();
        List<Ending> endings = new ArrayList<>();
        for (NatsShutdown registration : all) {
            for (NatsConnection connection : registration.connections) {
                endings.add(new Ending(connection, registration.budget, connection.drainAsync(registration.budget)));
            }
        }
        endings.forEach(ending -> ending.await(beganNs));
    }

    /** One connection that is being drained. Immutable. */
    private record Ending(NatsConnection connection, Duration budget, CompletableFuture<DrainResult> drained) {
        void await(long beganNs) {
            long leftNs = budget.plus(GRACE).toNanos() - (System.nanoTime() - beganNs);
            try {
                DrainResult result = drained.get(leftNs, TimeUnit.NANOSECONDS);
                if (!result.isComplete()) {
                    LOG.log(Logger.Level.WARNING, "shutdown: {0} left behind: {1}", connection, result);
                }
            } catch (TimeoutException e) {
                LOG.log(Logger.Level.WARNING, "shutdown: {0} was not drained within {1}", connection, budget);
            } catch (ExecutionException e) {
                LOG.log(Logger.Level.WARNING, "shutdown: drain of " + connection + " failed", e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
