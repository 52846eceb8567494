package io.natter.client.transport;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a server is.
 *
 * <p>Immutable. The text form has no secrets.
 *
 * @param scheme how it is spoken to
 * @param host name or address; IPv6 without brackets
 * @param port 1 to 65,535
 * @param path path and query of a WebSocket, empty otherwise
 * @param userInfo user and password or a token, decoded, or null
 * @param tlsName name its certificate must bear, or null for the host
 */
public record ServerAddress(
        Scheme scheme,
        String host,
        int port,
        String path,
        @Nullable UserInfo userInfo,
        @Nullable String tlsName) {
    /** How a server is spoken to, and the port where none is said. */
    public enum Scheme {
        /** Plain, with an upgrade to TLS where it is demanded. */
        NATS(4222),
        /** With TLS. */
        TLS(4222),
        /** WebSocket. */
        WS(80),
        /** WebSocket with TLS. */
        WSS(443);

        private final int defaultPort;

        Scheme(int defaultPort) {
            this.defaultPort = defaultPort;
        }

        /** The port where an address names none. */
        public int defaultPort() {
            return defaultPort;
        }

        /** Whether it is a WebSocket. */
        public boolean isWebSocket() {
            return this == WS || this == WSS;
        }

        /** Whether the address itself asks for TLS. */
        public boolean isSecure() {
            return this == TLS || this == WSS;
        }
    }

    /**
     * What stands before the {@code @}. Immutable; the text form hides it.
     *
     * @param user the user, or the token where there is no password
     * @param password the password, or null for a token
     */
    public record UserInfo(String user, @Nullable String password) {
        @Override
        public String toString() {
            return "UserInfo";
        }
    }

    /** Checks the port. */
    public ServerAddress {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("server address: got port " + port + ", expected 1 to 65535");
        }
    }

    /**
     * Reads {@code [scheme://][user[:password]@|token@]host[:port][/path]}.
     *
     * <p>Schemes are nats, tls, ws and wss; nats where there is none. IPv6 addresses stand in brackets. User, password
     * and token may be percent-encoded.
     *
     * @throws IllegalArgumentException if it is no address; the message tells what is wrong, without secrets
     */
    public static ServerAddress parse(String text) {
        return AddressText.parse(text);
    }

    /**
     * The address of a server that this one told of in INFO (ADR-40): {@code host:port}.
     *
     * <p>It is spoken to like this one, with the same user. If it is a bare IP address, its certificate must bear the
     * name this one was connected by.
     *
     * @throws IllegalArgumentException if it is no address
     */
    public ServerAddress discovered(String hostAndPort) {
        ServerAddress found = parse(scheme.name().toLowerCase(Locale.ROOT) + "://" + hostAndPort);
        String knownName = tlsName == null && !AddressText.isIpAddress(host) ? host : tlsName;
        return new ServerAddress(
                scheme,
                found.host,
                found.port,
                path,
                found.userInfo == null ? userInfo : found.userInfo,
                AddressText.isIpAddress(found.host) ? knownName : null);
    }

    /** The name a certificate must bear. */
    public String certificateName() {
        return tlsName == null ? host : tlsName;
    }

    @Override
    public String toString() {
        String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        int query = path.indexOf('?');
        return scheme.name().toLowerCase(Locale.ROOT) + "://" + name + ":" + port
                + (query < 0 ? path : path.substring(0, query));
    }
}
