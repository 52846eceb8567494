package io.natter.client.jetstream;

import io.natter.client.NatsException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Tells the server of messages whose handlers run, so that they do not come again meanwhile.
 *
 * <p>Thread-safe. Three times within the time to acknowledge; a message whose handler is quicker than that costs nothing on the wire.
 */
final class ProgressReports {
    private static final int REPORTS_A_WAIT = 3;
    private static final Duration INTERVAL_LEAST = Duration.ofMillis(10);

    private final Api api;
    private final Duration interval;
    private final Map<JetStreamMessage, Long> running = new ConcurrentHashMap<>(); // since when, or last told
    private final AtomicBoolean isClosed = new AtomicBoolean();
    private volatile @Nullable Alarm next;

    ProgressReports(Api api, Duration ackWait) {
        this.api = api;
        Duration third = ackWait.dividedBy(REPORTS_A_WAIT);
        this.interval = third.compareTo(INTERVAL_LEAST) < 0 ? INTERVAL_LEAST : third;
        later();
    }

    void begin(JetStreamMessage message) {
        running.put(message, System.nanoTime());
    }

    void end(JetStreamMessage message) {
        running.remove(message);
    }

    private void later() {
        if (!isClosed.get()) {
            next = Alarm.after(interval, api.executor(), this::report);
        }
    }

    // Twice within an interval would be too often, once within two too rarely: so what is half an interval old is told.
    private void report() {
        long old = System.nanoTime() - interval.toNanos() / 2;
        running.forEach((message, sinceNs) -> {
            if (sinceNs - old <= 0) {
                tell(message);
            }
        });
        later();
    }

    private void tell(JetStreamMessage message) {
        try {
            message.inProgress();
            running.replace(message, System.nanoTime());
        } catch (NatsException notSent) {
            // the next report is soon enough, or the connection is closed and the message comes again anyway
        }
    }

    void close() {
        isClosed.set(true);
        Alarm set = next;
        if (set != null) {
            set.cancel();
        }
    }
}
