package io.natter.bench.load;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Keeps publishers at most a window ahead of the slowest receiver.
 *
 * <p>It does so inside the generator and with no message of its own, so that neither server ever has to drop a slow consumer. A publisher that is too far ahead looks again every half millisecond: at the speed of a loopback
 * socket the window lasts for several of these.
 *
 * <p>Thread-safe.
 */
final class InFlight {
    private static final long POLL_NANOS = 500_000;

    private final long windowMessages;
    private final LongSupplier received;
    private final AtomicLong sent = new AtomicLong();
    private volatile boolean open = true;

    /** Allows {@code windowMessages} more than {@code received} tells. */
    InFlight(long windowMessages, LongSupplier received) {
        this.windowMessages = windowMessages;
        this.received = received;
    }

    /** Counts messages about to be sent and waits for room; returns at once when the traffic has been stopped. */
    void acquire(int messages) {
        long total = sent.addAndGet(messages);
        while (open && total - received.getAsLong() > windowMessages) {
            LockSupport.parkNanos(this, POLL_NANOS);
        }
    }

    /** Lets everyone go on: a receiver has died and what it misses will be reported as lost. */
    void release() {
        open = false;
    }

    /** Returns how many messages were sent by all publishers. */
    long sent() {
        return sent.get();
    }
}
