package io.natter.conformance;

import io.natter.server.NatterServer;
import io.natter.server.config.ServerConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Our server, embedded. <i>Thread-safe.</i> */
final class NatterUnderTest implements TestServer {
    private final NatterServer server;
    private final Path configFile;
    private final int wantedPort;

    private NatterUnderTest(NatterServer server, Path configFile, int wantedPort) {
        this.server = server;
        this.configFile = configFile;
        this.wantedPort = wantedPort;
    }

    static TestServer start(String config, int port, Path directory) {
        try {
            Path configFile = Files.createTempFile(directory, "natter", ".conf");
            Files.writeString(configFile, withListener(config, port));
            NatterServer server = NatterServer.start(ServerConfig.parse(configFile));
            server.onReloadRequest(() -> server.reload(ServerConfig.parse(configFile)));
            return new NatterUnderTest(server, configFile, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The last of two keys counts, so this is what the reference is told by flags. */
    private static String withListener(String config, int port) {
        return config + "\nhost: \"127.0.0.1\"\nport: " + port + "\n";
    }

    @Override
    public String name() {
        return ServerProgram.NATTER.toString();
    }

    @Override
    public int port() {
        return server.port();
    }

    @Override
    public int monitorPort() {
        List<InetSocketAddress> monitoring = server.ports().monitoring();
        return monitoring.isEmpty() ? -1 : monitoring.get(0).getPort();
    }

    @Override
    public void signal(Signal signal) {
        switch (signal) {
            case STOP -> server.close();
            case RELOAD -> server.reload(ServerConfig.parse(configFile));
            case LAME_DUCK -> server.startLameDuck();
        }
    }

    @Override
    public void rewriteConfig(String config) {
        try {
            Files.writeString(configFile, withListener(config, wantedPort));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
