package io.natter.server.system;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;

/**
 * The thread that does what takes too long for a loop: asks all event loops, reads a configuration again.
 *
 * <p>Thread-safe. At most {@value #WAITING_MAX} tasks wait; one more is dropped, and whoever asked gets no answer.
 */
final class SystemWorker implements Executor, AutoCloseable {
    private static final int WAITING_MAX = 256;
    private static final long IDLE_SECONDS = 30;

    private final Logger log;
    private final ThreadPoolExecutor thread;

    SystemWorker(Logger log) {
        this.log = log;
        this.thread = new ThreadPoolExecutor(
                1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING_MAX), task -> {
                    Thread worker = new Thread(task, "natter-system-page");
                    worker.setDaemon(true);
                    return worker;
                });
        thread.allowCoreThreadTimeOut(true);
    }

    @Override
    public void execute(Runnable task) {
        try {
            thread.execute(() -> run(task));
        } catch (RejectedExecutionException full) {
            if (!thread.isShutdown()) {
                log.warn("System account: {} requests wait already, dropped one", WAITING_MAX);
            }
        }
    }

    private void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException unexpected) {
            log.error("System account: a request failed", unexpected);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
