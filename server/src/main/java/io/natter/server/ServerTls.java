package io.natter.server;

import io.natter.protocol.ServerInfoBuilder;
import io.natter.server.config.MonitorConfig;
import io.natter.server.config.ServerConfig;
import io.natter.server.config.TlsConfig;
import io.natter.server.config.TlsVerification;
import io.natter.server.core.ClientTls;
import io.natter.server.tls.CurrentSslContext;
import io.natter.server.tls.ListenerTls;
import java.time.Instant;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * What the listeners of one configuration need to encrypt, read from its files. Immutable.
 *
 * @param clients for clients, or null when they stay in the clear
 * @param allowsPlain whether clients may stay in the clear even so
 * @param pages for the monitoring pages, which ask nobody for a certificate, or null without HTTPS
 */
record ServerTls(
        @Nullable ListenerTls clients,
        boolean allowsPlain,
        @Nullable CurrentSslContext pages) {

    /**
     * Reads the files that {@code config} names.
     *
     * @throws io.natter.server.tls.TlsConfigException when one of them cannot be used; nothing is left open
     */
    static ServerTls open(ServerConfig config) {
        TlsConfig tls = config.client().tls();
        if (tls == null) {
            return new ServerTls(null, true, null);
        }
        MonitorConfig monitor = config.monitor();
        boolean hasPages = monitor != null && monitor.httpsPort() != 0;
        TlsConfig ofPages = tls.withVerification(TlsVerification.defaults());
        return new ServerTls(
                ListenerTls.open(tls),
                config.client().allowNonTls(),
                hasPages ? new CurrentSslContext(ListenerTls.open(ofPages).context()) : null);
    }

    /** The same for listeners that {@code before} has opened already: they go on with these certificates. */
    ServerTls after(ServerTls before) {
        if (before.pages != null && pages != null) {
            before.pages.use(pages);
        }
        return new ServerTls(clients, allowsPlain, before.pages);
    }

    /** What connections of clients begin with; null when they stay in the clear. */
    @Nullable
    ClientTls clientTls(Executor handshakeWorkers) {
        return clients == null ? null : new ClientTls(clients, allowsPlain, handshakeWorkers);
    }

    /** When the server's certificate ends, or null without one. */
    @Nullable
    Instant notAfter() {
        return clients == null ? null : clients.notAfter();
    }

    /** Says in INFO what clients may expect. */
    ServerInfoBuilder describe(ServerInfoBuilder info) {
        return info.tlsRequired(clients != null && !allowsPlain)
                .tlsAvailable(clients != null && allowsPlain)
                .tlsVerify(clients != null && clients.isVerifying());
    }

    /** Logs what clients have to expect, in nats-server's words. */
    void announce(Logger log) {
        if (clients == null) {
            return;
        }
        boolean isAlwaysFirst = clients.handshake().first()
                && clients.handshake().fallbackDelay().isZero();
        log.info("TLS {} for client connections", allowsPlain && !isAlwaysFirst ? "available" : "required");
        if (isAlwaysFirst) {
            log.warn("Clients that are not using \"TLS Handshake First\" option will fail to connect");
        }
        clients.warnings().forEach(log::warn);
    }
}
