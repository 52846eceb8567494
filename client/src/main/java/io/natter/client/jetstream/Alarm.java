package io.natter.client.jetstream;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Something to be run later, unless it is called off.
 *
 * <p>Thread-safe. The JDK's own timer waits, an executor runs; so nothing is started and nothing is left behind.
 */
final class Alarm {
    private final CompletableFuture<Void> due = new CompletableFuture<>();

    private Alarm() {}

    /** Runs the task after the delay. */
    static Alarm after(Duration delay, Executor executor, Runnable task) {
        Alarm alarm = new Alarm();
        alarm.due.thenRunAsync(task, executor);
        alarm.due.completeOnTimeout(null, Ranges.nanos(delay), TimeUnit.NANOSECONDS);
        return alarm;
    }

    /** Calls it off, if it does not run yet. */
    void cancel() {
        due.cancel(false);
    }
}
