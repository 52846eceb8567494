package io.natter.client.session;

import io.natter.client.messaging.Timers;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The timer and the connecting threads that all connections of this JVM share, seen by one of them.
 *
 * <p>Thread-safe. They are there while somebody has a share: the last {@link #close} ends them.
 */
final class ClientThreads implements Timers, AutoCloseable {
    private static final Object LOCK = new Object(); // guards current, and the count of its shares
    private static @Nullable Pools current;

    private final Pools pools;
    private final AtomicBoolean isGivenBack = new AtomicBoolean();

    private ClientThreads(Pools pools) {
        this.pools = pools;
    }

    /** A share; the threads start when they are needed first. */
    static ClientThreads share() {
        synchronized (LOCK) {
            Pools shared = current;
            if (shared == null) {
                shared = new Pools();
                current = shared;
            }
            shared.shareCount++;
            return new ClientThreads(shared);
        }
    }

    /** Runs the task once after the delay, on the timer's thread: it must be short. Never, once the threads have ended. */
    @Override
    public Timer after(Duration delay, Runnable task) {
        try {
            return new Due(pools.timer.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS));
        } catch (RejectedExecutionException ended) {
            return () -> {};
        }
    }

    /** Runs a task that may take as long as connecting does. Cancelling interrupts it. */
    Future<?> connecting(Runnable task) {
        return pools.connecting.submit(task);
    }

    @Override
    public void close() {
        if (isGivenBack.compareAndSet(false, true)) {
            synchronized (LOCK) {
                pools.shareCount--;
                if (pools.shareCount == 0) {
                    current = null;
                    pools.timer.shutdown();
                    pools.connecting.shutdown();
                }
            }
        }
    }

    /** The threads. Thread-safe; the count is guarded by the lock above. */
    private static final class Pools {
        /** Most threads that connect at once; more connections wait for their turn. */
        private static final int CONNECTING_MAX = 8;

        final ScheduledThreadPoolExecutor timer =
                new ScheduledThreadPoolExecutor(1, new Daemons("natter-client-timer", false));
        final ThreadPoolExecutor connecting = new ThreadPoolExecutor(
                CONNECTING_MAX,
                CONNECTING_MAX,
                1,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                new Daemons("natter-client-connect-", true));
        int shareCount;

        Pools() {
            timer.setRemoveOnCancelPolicy(true);
            timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
            connecting.allowCoreThreadTimeOut(true);
        }
    }

    /** Threads the JVM does not wait for, numbered where there are several. Thread-safe. */
    private static final class Daemons implements ThreadFactory {
        private final String name;
        private final boolean isNumbered;
        private final AtomicInteger number = new AtomicInteger();

        Daemons(String name, boolean isNumbered) {
            this.name = name;
            this.isNumbered = isNumbered;
        }

        @Override
        public Thread newThread(Runnable task) {
            Thread thread = new Thread(task, isNumbered ? name + number.getAndIncrement() : name);
            thread.setDaemon(true);
            return thread;
        }
    }

    /** Something the timer has yet to do. Thread-safe. */
    private record Due(Future<?> task) implements Timer {
        @Override
        public void cancel() {
            task.cancel(false);
        }
    }
}
