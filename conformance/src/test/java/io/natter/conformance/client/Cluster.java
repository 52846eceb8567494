package io.natter.conformance.client;

import io.natter.client.Authentication;
import io.natter.client.Nats;
import io.natter.client.NatsConnection;
import io.natter.client.NatsOptions;
import io.natter.conformance.Connections;
import io.natter.conformance.ReservedPort;
import io.natter.conformance.ServerProgram;
import io.natter.conformance.Servers;
import io.natter.conformance.TestServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Three reference servers that are one cluster; each can be stopped and started where it was. Confined to the test. */
public final class Cluster implements AutoCloseable {
    private static final int NODES = 3;

    private final Path directory;
    private final Function<Path, String> further;
    private final List<ReservedPort> ports = new ArrayList<>();
    private final List<ReservedPort> routes = new ArrayList<>();
    private final List<TestServer> nodes = new ArrayList<>();

    /** Starts all three; skips the test where there is no reference server. */
    Cluster(Path directory) {
        this(directory, store -> "");
    }

    /** The same with further configuration of each, which is given a directory of the node's own. */
    public Cluster(Path directory, Function<Path, String> further) {
        this.directory = directory;
        this.further = further;
        for (int i = 0; i < NODES; i++) {
            ports.add(ReservedPort.take());
            routes.add(ReservedPort.take());
        }
        for (int i = 0; i < NODES; i++) {
            nodes.add(launch(i));
        }
    }

    private TestServer launch(int node) {
        String config = """
                server_name: node%d
                lame_duck_duration: 30s
                lame_duck_grace_period: 5s
                cluster { name: three, listen: "127.0.0.1:%d", routes: [ %s ], pool_size: -1 }
                """.formatted(
                        node,
                        routes.get(node).number(),
                        routes.stream()
                                .map(port -> "\"nats://127.0.0.1:" + port.number() + "\"")
                                .collect(Collectors.joining(", ")));
        config += further.apply(directory.resolve("node" + node));
        return Servers.start(ServerProgram.NATS_SERVER, config, ports.get(node).number(), directory);
    }

    /** Where a node listens. */
    public String url(int node) {
        return "nats://127.0.0.1:" + ports.get(node).number();
    }

    /** A connection to a node; anonymous. */
    public NatsConnection connect(int node) {
        return Connections.ours(url(node));
    }

    /** A connection of a user to a node. */
    public NatsConnection connect(int node, String user, String password) {
        return Nats.connect(NatsOptions.builder()
                .servers(url(node))
                .connectTimeout(Testbed.PATIENCE)
                .authentication(Authentication.userPassword(user, password))
                .build());
    }

    int port(int node) {
        return ports.get(node).number();
    }

    /** A node, as it was started last. */
    public TestServer node(int node) {
        return nodes.get(node);
    }

    /** Starts a node again where it was. */
    public void start(int node) {
        nodes.set(node, launch(node));
    }

    @Override
    public void close() {
        nodes.forEach(TestServer::close);
        ports.forEach(ReservedPort::close);
        routes.forEach(ReservedPort::close);
    }
}
