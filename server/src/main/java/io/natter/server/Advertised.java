package io.natter.server;

import org.jspecify.annotations.Nullable;

/**
 * The address that INFO tells clients: {@code client_advertise}, or where the server listens (B22). Immutable.
 *
 * @param host without brackets
 */
record Advertised(String host, int port) {
    /**
     * What to tell.
     *
     * @param configured {@code host} or {@code host:port}, checked before; null when nothing is configured
     * @param listening gives what {@code configured} leaves open
     */
    static Advertised of(@Nullable String configured, Advertised listening) {
        if (configured == null || configured.isEmpty()) {
            return listening;
        }
        int colon = configured.lastIndexOf(':');
        boolean hasPort = colon >= 0 && configured.indexOf(']') < colon && configured.indexOf(':') == colon
                || configured.startsWith("[") && configured.indexOf("]:") > 0;
        String host = hasPort ? configured.substring(0, colon) : configured;
        int port = hasPort ? Integer.parseInt(configured.substring(colon + 1)) : listening.port();
        return new Advertised(host.replaceAll("^\\[|]$", ""), port);
    }
}
