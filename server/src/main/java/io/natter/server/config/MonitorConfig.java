package io.natter.server.config;

import org.jspecify.annotations.Nullable;

/**
 * Where the monitoring pages are. Immutable. (B23)
 *
 * @param host address to listen on, or null for that of the clients
 * @param httpPort port of the plain pages; 0 for none, -1 for any free one
 * @param httpsPort port of the encrypted pages; 0 for none, -1 for any free one
 * @param basePath path all pages are below, begins with a slash and ends without one unless it is the only one
 */
public record MonitorConfig(@Nullable String host, int httpPort, int httpsPort, String basePath) {
    /** Checks every value. */
    public MonitorConfig {
        Check.inRange("httpPort", httpPort, ServerConfig.ANY_PORT, 65535);
        Check.inRange("httpsPort", httpsPort, ServerConfig.ANY_PORT, 65535);
        basePath = normalized(basePath);
    }

    /** No pages yet: give it a port. */
    public static MonitorConfig defaults() {
        return new MonitorConfig(null, 0, 0, "/");
    }

    /** Plain pages on this port; -1 for any free one. */
    public static MonitorConfig http(int port) {
        return defaults().withHttpPort(port);
    }

    /** Whether the pages are served at all. */
    public boolean isOn() {
        return httpPort != 0 || httpsPort != 0;
    }

    private static String normalized(String path) {
        String trimmed = path.replaceAll("^/+|/+$", "");
        return "/" + trimmed;
    }

    /** A copy with another host. */
    public MonitorConfig withHost(@Nullable String host) {
        return Copy.with(this, "host", host);
    }

    /** A copy with another httpPort. */
    public MonitorConfig withHttpPort(int httpPort) {
        return Copy.with(this, "httpPort", httpPort);
    }

    /** A copy with another httpsPort. */
    public MonitorConfig withHttpsPort(int httpsPort) {
        return Copy.with(this, "httpsPort", httpsPort);
    }

    /** A copy with another basePath. */
    public MonitorConfig withBasePath(String basePath) {
        return Copy.with(this, "basePath", basePath);
    }
}
