package io.natter.server.core;

import io.natter.server.auth.Presented.ConnectionType;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who is at the other end of the wire, before it has said a word. Immutable.
 *
 * @param host its address, without port
 * @param port its port; 0 for a connection without one
 * @param type how it came in
 * @param since when it came
 * @param tls how the bytes are encrypted, or null when they are not
 */
public record Peer(
        String host,
        int port,
        ConnectionType type,
        Instant since,
        @Nullable Tls tls) {
    /**
     * An encrypted connection. Immutable.
     *
     * @param isFirst whether the handshake came before INFO
     * @param certificates what the peer showed, leaf first; empty when it showed none
     */
    public record Tls(String protocol, String cipherSuite, boolean isFirst, List<X509Certificate> certificates) {
        public Tls {
            certificates = List.copyOf(certificates);
        }
    }

    /** {@code host:port}, with brackets around an IPv6 host. */
    public String address() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }

    /** The same connection, of a client whose proxy told where it comes from. */
    Peer from(String realHost, int realPort) {
        return new Peer(realHost, realPort, type, since, tls);
    }

    Peer withTls(Tls tls) {
        return new Peer(host, port, type, since, tls);
    }
}
