package io.natter.client.transport;

import org.jspecify.annotations.Nullable;

/**
 * Where a server is.
 *
 * <p>Immutable. The text form has no secrets.
 *
 * @param scheme how it is spoken to
 * @param host name or address; IPv6 without brackets
 * @param port 1 to 65,535
 * @param path path of a WebSocket, empty otherwise
 * @param userInfo user and password or a token, decoded, or null
 */
public record ServerAddress(
        Scheme scheme,
        String host,
        int port,
        String path,
        @Nullable UserInfo userInfo) {
    /** How a server is spoken to. */
    public enum Scheme {
        /** Plain, with an upgrade to TLS where it is demanded. */
        NATS,
        /** With TLS. */
        TLS,
        /** WebSocket. */
        WS,
        /** WebSocket with TLS. */
        WSS
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

    @Override
    public String toString() {
        String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return scheme.name().toLowerCase(java.util.Locale.ROOT) + "://" + name + ":" + port + path;
    }
}
