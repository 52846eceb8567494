package io.natter.conformance.client.jetstream;

import io.natter.client.ConnectionState;
import io.natter.client.Nats;
import io.natter.client.NatsConnection;
import io.natter.client.NatsOptions;
import io.natter.client.ReconnectPolicy;
import io.natter.client.jetstream.JetStream;
import io.natter.client.jetstream.StreamContext;
import io.natter.conformance.ReservedPort;
import io.natter.conformance.ServerProgram;
import io.natter.conformance.Servers;
import io.natter.conformance.TestServer;
import io.natter.protocol.jetstream.StorageType;
import io.natter.protocol.jetstream.StreamConfig;
import io.natter.protocol.jetstream.StreamConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A server with JetStream that can be restarted, and connections to it. Confined to the test; closes all after it. */
final class JetStreamSite implements AfterEachCallback {
    /** Longer than any machine takes, since only a failure waits for it. */
    static final Duration PATIENCE = Duration.ofMinutes(1);

    private final List<NatsConnection> connections = new ArrayList<>();
    private @Nullable ReservedPort port;
    private @Nullable TestServer server;
    private @Nullable ServerProgram program;
    private @Nullable Path directory;

    /** Starts the server and returns JetStream of a first connection. */
    JetStream start(ServerProgram kind, Path where) {
        program = kind;
        directory = where;
        port = ReservedPort.take();
        server = run();
        return JetStream.of(connect());
    }

    private TestServer run() {
        if (program == null || port == null || directory == null) {
            throw new IllegalStateException("site: not started");
        }
        String config =
                "jetstream { store_dir: \"" + directory.resolve("store") + "\", max_mem: 256M, max_file: 1G }\n";
        return Servers.start(program, config, port.number(), directory);
    }

    NatsOptions options() {
        if (server == null) {
            throw new IllegalStateException("site: not started");
        }
        return NatsOptions.builder()
                .servers(server.url())
                .reconnect(ReconnectPolicy.exponential(
                        Long.MAX_VALUE, Duration.ofMillis(20), Duration.ofMillis(20), 1.0, 0.1))
                .connectTimeout(PATIENCE)
                .requestTimeout(PATIENCE)
                .drainTimeout(Duration.ofSeconds(5))
                .build();
    }

    NatsConnection connect() {
        NatsConnection connection = Nats.connect(options());
        connections.add(connection);
        return connection;
    }

    /** A stream in files of subjects below its name in lower case. */
    static StreamConfigBuilder files(String name) {
        return StreamConfig.builder(name)
                .subjects(name.toLowerCase(java.util.Locale.ROOT) + ".>")
                .storage(StorageType.FILE);
    }

    /** Publishes {@code from} to {@code to}, the last one not included, to a subject. */
    static void publish(JetStream js, String subject, int from, int to) {
        try (var out = js.publisher()) {
            for (int i = from; i < to; i++) {
                out.send(subject, "" + i);
            }
        }
    }

    static StreamContext stream(JetStream js, String name) {
        return js.createOrUpdateStream(files(name).build());
    }

    void stop() {
        if (server != null) {
            server.close();
        }
    }

    /** Stops the server and starts it where it was, once its connections know: what is asked then waits for the new one. */
    void restart() {
        stop();
        await("the loss", () -> connections.stream().noneMatch(each -> each.state() == ConnectionState.CONNECTED));
        server = run();
    }

    /** Waits until something is so. */
    static void await(String what, Callable<Boolean> condition) {
        Awaitility.await(what)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(condition);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        for (NatsConnection connection : connections) {
            boolean canDrain = connection.state() == ConnectionState.CONNECTED
                    && context.getExecutionException().isEmpty();
            if (canDrain) {
                connection.close();
            } else {
                connection.closeNow();
            }
        }
        stop();
        if (port != null) {
            port.close();
        }
    }
}
