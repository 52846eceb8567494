package io.natter.cli;

import io.natter.cli.log.ServerLog;
import io.natter.server.NatterServer;
import io.natter.server.ServerPorts;
import io.natter.server.ServerStartException;
import io.natter.server.config.MonitorConfig;
import io.natter.server.config.ServerConfig;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;

/** The real server, as the command steers it. <i>Thread-safe.</i> */
final class EmbeddedServer implements RunningServer {
    private final NatterServer server;

    private EmbeddedServer(NatterServer server) {
        this.server = server;
    }

    /**
     * Starts a server; returns when clients can connect.
     *
     * @throws CommandException when it cannot start, which is logged; nothing of it runs
     */
    static RunningServer start(ServerConfig config) {
        try {
            return new EmbeddedServer(NatterServer.start(config));
        } catch (ServerStartException | IllegalArgumentException e) {
            LoggerFactory.getLogger(EmbeddedServer.class).error(ServerLog.FATAL, "{}", e.getMessage());
            boolean isOnStandardError =
                    config.log().file() == null && config.log().remoteSyslog() == null;
            throw new CommandException(String.valueOf(e.getMessage()), e, isOnStandardError);
        }
    }

    /**
     * Finds out whether {@link #start} would refuse {@code config}.
     *
     * @throws CommandException when it would
     */
    static void check(ServerConfig config) {
        try {
            NatterServer.check(config);
        } catch (ServerStartException | IllegalArgumentException e) {
            throw new CommandException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public void close() {
        server.close();
    }

    @Override
    public void awaitClosed() {
        server.awaitClosed();
    }

    @Override
    public Map<String, List<String>> urls() {
        ServerPorts ports = server.ports();
        MonitorConfig monitor = server.config().monitor();
        boolean isHttps = monitor != null && monitor.httpsPort() != 0;
        Map<String, List<String>> urls = new LinkedHashMap<>();
        urls.put("nats", urls(ports.isTls() ? "tls" : "nats", ports.clients()));
        urls.put("monitoring", urls(isHttps ? "https" : "http", ports.monitoring()));
        return urls;
    }

    @Override
    public void reload(ServerConfig config) {
        server.reload(config);
    }

    @Override
    public void onReloadRequest(Runnable reloading) {
        server.onReloadRequest(reloading);
    }

    @Override
    public void startLameDuck() {
        server.startLameDuck();
    }

    private static List<String> urls(String scheme, List<InetSocketAddress> addresses) {
        return addresses.stream()
                .flatMap(address ->
                        ReachableUrls.of(scheme, address.getAddress().getHostAddress(), address.getPort()).stream())
                .toList();
    }
}
