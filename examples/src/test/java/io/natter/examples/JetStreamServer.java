package io.natter.examples;

import io.natter.server.NatterServer;
import io.natter.server.config.ServerConfig;
import java.nio.file.Path;

/**
 * Our server with JetStream, on a free port, for one test.
 *
 * <p>Confined to the test.
 */
final class JetStreamServer implements AutoCloseable {
    private final NatterServer server;

    private JetStreamServer(NatterServer server) {
        this.server = server;
    }

    static JetStreamServer start(Path directory) {
        ServerConfig defaults = ServerConfig.defaults();
        return new JetStreamServer(
                NatterServer.start(defaults.withClient(defaults.client().withPort(-1))
                        .withJetStream(defaults.jetStream()
                                .withEnabled(true)
                                .withStore(defaults.jetStream().store().withDirectory(directory)))));
    }

    String url() {
        return server.clientUrl();
    }

    @Override
    public void close() {
        server.close();
    }
}
