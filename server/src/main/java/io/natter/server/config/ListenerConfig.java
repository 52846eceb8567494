package io.natter.server.config;

import org.jspecify.annotations.Nullable;

/**
 * Where other than plain clients connect. Immutable. (B140 to B145)
 *
 * @param host address or name to listen on, or null for that of the clients
 * @param port 1 to 65535, -1 for any free port, 0 for not listening
 * @param advertise host:port that others are told instead, or null
 * @param tls how connections are encrypted, or null for not at all
 */
public record ListenerConfig(
        @Nullable String host,
        int port,
        @Nullable String advertise,
        @Nullable TlsConfig tls) {
    /** Checks every value. */
    public ListenerConfig {
        Check.inRange("port", port, ServerConfig.ANY_PORT, 65535);
    }

    /** What holds when the configuration says nothing. */
    public static ListenerConfig defaults() {
        return new ListenerConfig(null, 0, null, null);
    }

    /** Whether there is a listener. */
    public boolean isOn() {
        return port != 0;
    }

    /** A copy with another host. */
    public ListenerConfig withHost(@Nullable String host) {
        return Copy.with(this, "host", host);
    }

    /** A copy with another port. */
    public ListenerConfig withPort(int port) {
        return Copy.with(this, "port", port);
    }

    /** A copy with another advertise. */
    public ListenerConfig withAdvertise(@Nullable String advertise) {
        return Copy.with(this, "advertise", advertise);
    }

    /** A copy with another tls. */
    public ListenerConfig withTls(@Nullable TlsConfig tls) {
        return Copy.with(this, "tls", tls);
    }
}
