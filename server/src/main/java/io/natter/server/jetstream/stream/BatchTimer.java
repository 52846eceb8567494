package io.natter.server.jetstream.stream;

import io.natter.server.jetstream.consumer.Registration;
import java.time.Duration;

/**
 * Ends a batch for which nothing comes any more: one timer a batch, which looks how long ago its last message came, not one a message.
 *
 * <p>Confined to the stream's loop.
 */
final class BatchTimer {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final StreamEnvironment environment;
    private final Runnable onSilence;
    private long activeNs;
    private boolean isRunning;
    private boolean isOver;
    private Registration timer = Registration.NONE;

    /** A timer that does not run yet; {@code onSilence} is called once, unless it is cancelled before. */
    BatchTimer(StreamEnvironment environment, Runnable onSilence) {
        this.environment = environment;
        this.onSilence = onSilence;
    }

    /** A message came. */
    void touch() {
        activeNs = environment.nowNs();
        if (!isRunning) {
            isRunning = true;
            watch(timeoutNs());
        }
    }

    /** The batch has ended. */
    void cancel() {
        isOver = true;
        timer.cancel();
    }

    private long timeoutNs() {
        Duration configured = environment.limits().batchTimeout();
        return (configured == null ? TIMEOUT : configured).toNanos();
    }

    private void watch(long delayNs) {
        timer = environment.schedule(delayNs, this::look);
    }

    private void look() {
        if (isOver) {
            return;
        }
        long leftNs = activeNs + timeoutNs() - environment.nowNs();
        if (leftNs > 0) {
            watch(leftNs);
        } else {
            isOver = true;
            onSilence.run();
        }
    }
}
