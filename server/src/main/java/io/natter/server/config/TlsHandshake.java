package io.natter.server.config;

import java.time.Duration;

/**
 * When encryption begins, and how long that may take. Immutable. (B121, B123)
 *
 * @param timeout longest handshake
 * @param first whether the handshake comes before INFO
 * @param fallbackDelay wait for the handshake after which INFO is sent even so; zero for never
 * @param connectionRateLimit most handshakes in a second; 0 for any number
 */
public record TlsHandshake(Duration timeout, boolean first, Duration fallbackDelay, long connectionRateLimit) {

    /** What holds when the configuration says nothing. */
    public static TlsHandshake defaults() {
        return new TlsHandshake(Duration.ofSeconds(2), false, Duration.ZERO, 0);
    }

    /** A copy with another timeout. */
    public TlsHandshake withTimeout(Duration timeout) {
        return Copy.with(this, "timeout", timeout);
    }

    /** A copy with another first. */
    public TlsHandshake withFirst(boolean first) {
        return Copy.with(this, "first", first);
    }

    /** A copy with another fallbackDelay. */
    public TlsHandshake withFallbackDelay(Duration fallbackDelay) {
        return Copy.with(this, "fallbackDelay", fallbackDelay);
    }

    /** A copy with another connectionRateLimit. */
    public TlsHandshake withConnectionRateLimit(long connectionRateLimit) {
        return Copy.with(this, "connectionRateLimit", connectionRateLimit);
    }
}
