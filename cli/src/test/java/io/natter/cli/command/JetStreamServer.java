package io.natter.cli.command;

import io.natter.client.Nats;
import io.natter.client.NatsConnection;
import io.natter.client.NatsOptions;
import io.natter.client.jetstream.JetStream;
import io.natter.server.NatterServer;
import io.natter.server.config.ServerConfig;
import java.nio.file.Path;

/** Our server with JetStream, on a free port, and a connection to it. Confined to the test. */
public final class JetStreamServer implements AutoCloseable {
    private final NatterServer server;
    private final NatsConnection nats;

    private JetStreamServer(NatterServer server) {
        this.server = server;
        this.nats = connect(server.clientUrl());
    }

    /** A connection that gives a server all the time it takes, however busy the machine. */
    public static NatsConnection connect(String url) {
        return Nats.connect(NatsOptions.of(url).toBuilder()
                .connectTimeout(CommandRun.PATIENCE)
                .requestTimeout(CommandRun.PATIENCE)
                .build());
    }

    /** A server that keeps its streams in {@code directory}. */
    public static JetStreamServer start(Path directory) {
        ServerConfig defaults = ServerConfig.defaults();
        return new JetStreamServer(
                NatterServer.start(defaults.withClient(defaults.client().withPort(-1))
                        .withJetStream(defaults.jetStream()
                                .withEnabled(true)
                                .withStore(defaults.jetStream().store().withDirectory(directory)))));
    }

    /** Where it listens. */
    public String url() {
        return server.clientUrl();
    }

    /** A connection that closes with this. */
    public NatsConnection nats() {
        return nats;
    }

    /** JetStream of that connection. */
    public JetStream jetStream() {
        return JetStream.of(nats);
    }

    @Override
    public void close() {
        nats.close();
        server.close();
    }
}
