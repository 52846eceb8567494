package io.natter.client.transport;

import io.natter.client.InterruptedWaitException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The waiting of one dial: a selector with a deadline.
 *
 * <p>Confined to the dialing thread.
 */
final class DialSelector implements AutoCloseable {
    private static final long NANOS_PER_MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    private final Selector selector;
    private final Duration timeout;
    private final long deadlineNanos;
    private String step = "connect";

    private DialSelector(Selector selector, Duration timeout) {
        this.selector = selector;
        this.timeout = timeout;
        deadlineNanos = System.nanoTime() + saturatedNanos(timeout);
    }

    static DialSelector open(Duration timeout) throws IOException {
        return new DialSelector(Selector.open(), timeout);
    }

    private static long saturatedNanos(Duration duration) {
        return duration.compareTo(Duration.ofDays(1)) > 0 ? TimeUnit.DAYS.toNanos(1) : duration.toNanos();
    }

    Selector selector() {
        return selector;
    }

    /** Says what is waited for from now on, for the messages of errors. */
    void step(String step) {
        this.step = step;
    }

    /** What is waited for. */
    String step() {
        return step;
    }

    /** Time left; at most 0 when there is none. */
    long leftNanos() {
        return deadlineNanos - System.nanoTime();
    }

    /**
     * Waits until a channel is ready, or for this long; the selected keys are the caller's to clear.
     *
     * @throws SocketTimeoutException at the deadline
     * @throws InterruptedWaitException if the thread is interrupted; the flag stays set
     */
    void await(long waitNanosMax) throws IOException {
        checkInterrupt();
        long left = leftNanos();
        if (left <= 0) {
            throw timeout();
        }
        long wait = Math.min(left, Math.max(waitNanosMax, 0));
        selector.select(wait / NANOS_PER_MILLI + 1);
        checkInterrupt();
    }

    /** The error of the deadline. */
    SocketTimeoutException timeout() {
        return new SocketTimeoutException(step + ": no answer within " + timeout.toMillis() + " ms");
    }

    private void checkInterrupt() {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedWaitException(step + ": interrupted");
        }
    }

    @Override
    public void close() throws IOException {
        selector.close();
    }
}
