package io.natter.server.tls;

import java.util.concurrent.TimeUnit;

/**
 * Lets a number of TLS handshakes begin in a second ({@code connection_rate_limit}, B123). Thread-safe.
 *
 * <p>As with nats-server a second begins with the first handshake after the last one ended, and a limit of n lets n
 * handshakes of that second through, the one that began it among them.
 */
final class HandshakeRate {
    private final long limit;

    // Guarded by this.
    private long secondEndsNs;
    private long count;
    private boolean isStarted;

    /**
     * A rate.
     *
     * @param limit handshakes in a second; 0 for any number
     */
    HandshakeRate(long limit) {
        this.limit = limit;
    }

    /** Whether one more may begin now. */
    boolean allows(long nowNs) {
        if (limit == 0) {
            return true;
        }
        synchronized (this) {
            if (!isStarted || nowNs - secondEndsNs > 0) {
                isStarted = true;
                secondEndsNs = nowNs + TimeUnit.SECONDS.toNanos(1);
                count = 0;
            } else {
                count++;
            }
            return count < limit;
        }
    }
}
