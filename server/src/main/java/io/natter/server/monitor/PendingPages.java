package io.natter.server.monitor;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How many bytes of pages wait for slow readers, all together.
 *
 * <p>Thread-safe. Bounded: a page that does not fit is not sent, unless it is the only one.
 */
final class PendingPages {
    private static final long PENDING_BYTES_MAX = 64L << 20;

    private final AtomicLong pendingBytes = new AtomicLong();

    /** Whether a page of this size may be kept until it is sent; if so, {@link #sent} must follow. */
    boolean tryKeep(int bytes) {
        long before = pendingBytes.getAndAdd(bytes);
        if (before == 0 || before + bytes <= PENDING_BYTES_MAX) {
            return true;
        }
        pendingBytes.addAndGet(-bytes);
        return false;
    }

    /** The page was sent, or never will be. */
    void sent(int bytes) {
        pendingBytes.addAndGet(-bytes);
    }
}
