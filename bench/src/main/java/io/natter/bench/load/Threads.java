package io.natter.bench.load;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Waiting, as the generator does it.
 *
 * <p>Thread-safe.
 */
public final class Threads {
    private Threads() {}

    /** Waits for the thread's end. */
    public static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Looks at {@code done} every {@code pollNanos} until it holds or {@code untilNanos} has passed; returns whether it held. */
    public static boolean await(BooleanSupplier done, long pollNanos, long untilNanos) {
        while (!done.getAsBoolean()) {
            if (System.nanoTime() - untilNanos >= 0 || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(pollNanos);
        }
        return true;
    }

    /** Waits until {@code untilNanos} by sleeping. */
    public static void parkUntil(long untilNanos) {
        for (long left = untilNanos - System.nanoTime(); left > 0; left = untilNanos - System.nanoTime()) {
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
            LockSupport.parkNanos(left);
        }
    }
}
