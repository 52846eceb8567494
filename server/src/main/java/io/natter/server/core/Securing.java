package io.natter.server.core;

import io.natter.server.tls.TlsFacts;
import io.natter.server.tls.TlsFailure;
import io.natter.server.tls.TlsStart;
import io.natter.server.tls.TlsStartListener;
import org.jspecify.annotations.Nullable;

/**
 * What a connection does while it finds out whether it is encrypted (C91). Confined to the connection's event loop.
 *
 * <p>The time to authenticate begins when that is over. A handshake that took too long is closed without a word: what
 * nats-server means to say then (C56) never reaches the client either, since it would have to be encrypted.
 */
final class Securing implements TlsStartListener {
    private final Connection connection;

    Securing(Connection connection) {
        this.connection = connection;
    }

    /** Puts what decides about TLS before everything else that reads the connection. */
    static void begin(Connection connection, ClientTls tls, TlsStart.Begin begin) {
        var start = new TlsStart(
                tls.listener(), tls.allowsPlain(), tls.handshakeWorkers(), new Securing(connection), begin);
        connection.channel().pipeline().addFirst("start", start);
    }

    @Override
    public void onInfoDue(boolean isTlsRequired) {
        if (!connection.isClosed()) {
            connection.send(connection.broker().announcement().opening(connection, isTlsRequired));
            connection.delivery().flushNow();
        }
    }

    @Override
    public void onReady(@Nullable TlsFacts facts) {
        if (connection.isClosed()) {
            return;
        }
        if (facts != null) {
            connection.secure(
                    new Peer.Tls(facts.protocol(), facts.cipherSuite(), facts.isFirst(), facts.peerCertificates()));
            connection
                    .broker()
                    .log()
                    .debug(
                            "{} - TLS handshake complete, version {}, cipher suite {}",
                            connection,
                            facts.version(),
                            facts.shownCipherSuite());
        }
        if (facts == null) {
            connection.staysPlain();
        }
        connection.startClocks(connection.broker().authenticator().isRequired());
    }

    @Override
    public void onFailed(TlsFailure failure) {
        if (connection.isClosed()) {
            return;
        }
        if (failure.kind() == TlsFailure.Kind.THROTTLED) {
            connection.sendError(TlsFailure.THROTTLED_TEXT);
            connection.close(ClosedReason.MAX_CONNECTIONS_EXCEEDED);
            return;
        }
        if (failure.isProbe()) {
            connection.broker().log().debug("{} - TLS handshake error: {}", connection, failure.reason());
        } else {
            connection.broker().log().error("{} - TLS handshake error: {}", connection, failure.reason());
        }
        connection.close(ClosedReason.TLS_HANDSHAKE_ERROR);
    }
}
