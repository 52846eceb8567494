package io.natter.server.config;

import org.jspecify.annotations.Nullable;

/**
 * Where clients connect, and how. Immutable. (B20, B22, B46, B48, B120)
 *
 * Without any authentication and without a host the server listens on loopback only; see {@link #hasHost()}.
 *
 * @param host address or name to listen on, or null when none is given
 * @param port 1 to 65535, or -1 for any free port; 0 means -1 too
 * @param advertise host:port that clients are told instead, or null
 * @param tls how connections are encrypted, or null for not at all
 * @param allowNonTls whether plain clients may connect beside encrypted ones
 * @param proxyProtocol whether connections start with a PROXY header that tells the real peer
 */
public record ClientListenerConfig(
        @Nullable String host,
        int port,
        @Nullable String advertise,
        @Nullable TlsConfig tls,
        boolean allowNonTls,
        boolean proxyProtocol) {
    /** Checks every value. */
    public ClientListenerConfig {
        port = port == 0 ? ServerConfig.ANY_PORT : port;
        Check.inRange("port", port, ServerConfig.ANY_PORT, 65535);
    }

    /** What holds when the configuration says nothing. */
    public static ClientListenerConfig defaults() {
        return new ClientListenerConfig(null, 4222, null, null, false, false);
    }

    /** Whether an address was asked for; if not, and if nobody need authenticate, loopback is it. */
    public boolean hasHost() {
        return host != null;
    }

    /** A copy with another host. */
    public ClientListenerConfig withHost(@Nullable String host) {
        return Copy.with(this, "host", host);
    }

    /** A copy with another port. */
    public ClientListenerConfig withPort(int port) {
        return Copy.with(this, "port", port);
    }

    /** A copy with another advertise. */
    public ClientListenerConfig withAdvertise(@Nullable String advertise) {
        return Copy.with(this, "advertise", advertise);
    }

    /** A copy with another tls. */
    public ClientListenerConfig withTls(@Nullable TlsConfig tls) {
        return Copy.with(this, "tls", tls);
    }

    /** A copy with another allowNonTls. */
    public ClientListenerConfig withAllowNonTls(boolean allowNonTls) {
        return Copy.with(this, "allowNonTls", allowNonTls);
    }

    /** A copy with another proxyProtocol. */
    public ClientListenerConfig withProxyProtocol(boolean proxyProtocol) {
        return Copy.with(this, "proxyProtocol", proxyProtocol);
    }
}
