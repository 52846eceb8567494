package io.natter.server;

import io.natter.server.config.MonitorConfig;
import io.natter.server.monitor.MonitorServer;
import io.natter.server.monitor.MonitorSettings;
import io.natter.server.monitor.ServerState;
import io.netty.handler.ssl.SslContext;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * The monitoring listeners of a server: HTTP, HTTPS, or neither.
 *
 * <p>Thread-safe.
 */
final class Monitors implements AutoCloseable {
    private final List<MonitorServer> servers = new ArrayList<>();

    private Monitors() {}

    /**
     * Starts what is configured; on failure nothing is left running.
     *
     * @param host where to listen when the configuration does not say
     * @param tls for HTTPS; null when the server has no certificate
     */
    static Monitors start(
            @Nullable MonitorConfig config, String host, @Nullable SslContext tls, ServerState state, Logger log) {
        var monitors = new Monitors();
        if (config == null || !config.isOn()) {
            return monitors;
        }
        String address = config.host() != null ? config.host() : host;
        String basePath = "/".equals(config.basePath()) ? "" : config.basePath();
        try {
            if (config.httpPort() != 0) {
                monitors.start(
                        new MonitorSettings(address, Math.max(0, config.httpPort()), basePath, null), state, log);
            }
            if (config.httpsPort() != 0) {
                monitors.start(
                        new MonitorSettings(address, Math.max(0, config.httpsPort()), basePath, tls), state, log);
            }
            return monitors;
        } catch (RuntimeException e) {
            monitors.close();
            throw e;
        }
    }

    private void start(MonitorSettings settings, ServerState state, Logger log) {
        MonitorServer server = MonitorServer.start(settings, state);
        servers.add(server);
        InetSocketAddress bound = server.address();
        log.info(
                "Starting {} monitor on {}:{}",
                settings.tls() == null ? "http" : "https",
                bound.getAddress().getHostAddress(),
                bound.getPort());
    }

    /** The listener whose pages others are counted with; null without any. */
    @Nullable
    MonitorServer first() {
        return servers.isEmpty() ? null : servers.get(0);
    }

    List<InetSocketAddress> addresses() {
        return servers.stream().map(MonitorServer::address).toList();
    }

    @Override
    public void close() {
        servers.forEach(MonitorServer::close);
    }
}
