package io.natter.server.tls;

import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.util.regex.Pattern;

/**
 * Why a connection did not become encrypted. Immutable.
 *
 * @param kind what happened
 * @param reason for the log, behind {@code TLS handshake error: }
 */
public record TlsFailure(Kind kind, String reason) {
    /** What happened. */
    public enum Kind {
        /** The peers did not agree, or the client's certificate was not good enough. */
        HANDSHAKE,

        /** The client did not speak TLS at all: a probe, or a client that does not know better. */
        NOT_TLS,

        /** The handshake took too long (C56). */
        TIMEOUT,

        /** The client's key is none of those expected. */
        NOT_PINNED,

        /** Too many handshakes in this second; the client is told so in the clear. */
        THROTTLED
    }

    /** What a client beyond {@code connection_rate_limit} is told behind {@code -ERR} (B123). */
    public static final String THROTTLED_TEXT = "Connection throttling is active. Please try again later.";

    /** Newer JDKs begin a message with the alert they send. */
    private static final Pattern ALERT = Pattern.compile("^\\([a-z_]+\\) ");

    static final TlsFailure NOT_PINNED = new TlsFailure(Kind.NOT_PINNED, "certificate not pinned");
    static final TlsFailure THROTTLED = new TlsFailure(Kind.THROTTLED, "connection throttling is active");

    /** Whether this is everyday life on an open port, and not worth an error in the log. */
    public boolean isProbe() {
        return kind == Kind.NOT_TLS || kind == Kind.TIMEOUT;
    }

    static TlsFailure of(Throwable cause) {
        if (cause instanceof SslHandshakeTimeoutException) {
            return new TlsFailure(Kind.TIMEOUT, "i/o timeout");
        }
        if (cause instanceof NotSslRecordException) {
            return new TlsFailure(Kind.NOT_TLS, "tls: first record does not look like a TLS handshake");
        }
        if (cause instanceof ClosedChannelException) {
            return new TlsFailure(Kind.HANDSHAKE, "EOF");
        }
        String message = cause.getMessage();
        if (message == null) {
            return new TlsFailure(Kind.HANDSHAKE, cause.getClass().getSimpleName());
        }
        String plain = ALERT.matcher(message).replaceFirst("");
        boolean hasNoCertificate = plain.startsWith("Empty client certificate chain");
        return new TlsFailure(
                Kind.HANDSHAKE, hasNoCertificate ? "tls: client didn't provide a certificate" : "tls: " + plain);
    }
}
