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
        CompletableFuture<Void> run = alarm.due.thenRunAsync(task, executor);
        assert !run.isDone() : "not due yet";
        CompletableFuture<Void> set = alarm.due.completeOnTimeout(null, Ranges.nanos(delay), TimeUnit.NANOSECONDS);
        assert set != null : "the same future";
        return alarm;
    }

    /** Calls it off, if it does not run yet. */
    void cancel() {
        due.cancel(false);
    }
}
