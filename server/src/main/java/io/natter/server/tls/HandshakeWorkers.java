package io.natter.server.tls;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The few threads that do the arithmetic of TLS handshakes, so that event loops never do.
 *
 * <p>Thread-safe. Threads are daemons named {@code natter-tls-1} and so on, started when first needed and ended when
 * idle for a while. A connection has at most one step waiting here, so the number of connections bounds the queue;
 * after {@link #close()} a step is refused, and its connection closes.
 */
public final class HandshakeWorkers implements Executor, AutoCloseable {
    private static final Duration IDLE_MAX = Duration.ofSeconds(10);
    private static final Duration CLOSE_MAX = Duration.ofSeconds(5);

    private final ThreadPoolExecutor executor;

    private HandshakeWorkers(int threads) {
        var number = new AtomicInteger();
        executor = new ThreadPoolExecutor(
                threads, threads, IDLE_MAX.toMillis(), TimeUnit.MILLISECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "natter-tls-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        executor.allowCoreThreadTimeOut(true);
    }

    /** As many threads as half the processors, at least one: a storm of handshakes must not starve the data path. */
    public static HandshakeWorkers open() {
        return new HandshakeWorkers(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
    }

    @Override
    public void execute(Runnable step) {
        executor.execute(step);
    }

    /** Ends the threads; returns when none runs any more, or gives up after a few seconds. */
    @Override
    public void close() {
        executor.shutdownNow();
        try {
            boolean hasEnded = executor.awaitTermination(CLOSE_MAX.toMillis(), TimeUnit.MILLISECONDS);
            assert hasEnded : "a step of a handshake took longer than " + CLOSE_MAX;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
