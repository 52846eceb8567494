package io.natter.bench.run;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Kills a server that lets a round hang, so that the run goes on: the generator then sees closed connections.
 *
 * <p>Thread-safe.
 */
final class Watchdog implements AutoCloseable {
    private static final Duration GRACE = Duration.ofMinutes(2);

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "bench-watchdog");
        thread.setDaemon(true);
        return thread;
    });

    /** Calls {@code kill} two minutes after a round of {@code duration} should have ended, unless cancelled. */
    ScheduledFuture<?> guard(Runnable kill, Duration duration) {
        return timer.schedule(kill, duration.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
