package io.natter.client.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.natter.client.ServerErrorException;
import io.natter.client.transport.Dialer;
import io.natter.client.transport.Link;
import io.natter.client.transport.ServerAddress;
import io.natter.client.transport.ServerErrors;
import io.natter.protocol.ServerInfo;
import io.natter.protocol.subject.Subjects;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * A few servers in memory that pass messages to each other, and do to their clients what the test says.
 *
 * <p>Thread-safe. One thread is the loop of all transports.
 */
final class MemoryCluster implements Dialer {
    final ExecutorService loop = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "memory-loop");
        thread.setDaemon(true);
        return thread;
    });
    final List<String> dialed = new CopyOnWriteArrayList<>();
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    volatile boolean isClosed;

    /** Adds a server; its address is {@code nats://name:4222}. */
    synchronized Node node(String name) {
        return nodes.computeIfAbsent(name, unknown -> new Node(this, name));
    }

    /** A server. Thread-safe: guarded by the cluster. */
    static final class Node {
        final MemoryCluster cluster;
        final String name;
        final List<MemoryTransport> transports = new CopyOnWriteArrayList<>();
        volatile boolean isDown;
        volatile boolean isSilent;
        volatile @Nullable String refusal;
        volatile int maxPayload = 1 << 20;
        volatile int pieceBytes = Integer.MAX_VALUE;
        volatile List<String> connectUrls = List.of();

        Node(MemoryCluster cluster, String name) {
            this.cluster = cluster;
            this.name = name;
        }

        ServerInfo info(boolean isLameDuck) {
            return ServerInfo.builder()
                    .serverId("N" + name)
                    .serverName(name)
                    .version("2.15.1")
                    .host(name)
                    .port(4222)
                    .headers(true)
                    .maxPayload(maxPayload)
                    .connectUrls(connectUrls)
                    .lameDuckMode(isLameDuck)
                    .build();
        }

        /** Answers no PING and takes no new client; those there stay connected. */
        void fallSilent() {
            isSilent = true;
        }

        /** Breaks all connections and takes no new ones until {@link #up}. */
        void down() {
            isDown = true;
            cut();
        }

        void up() {
            isDown = false;
        }

        /** Breaks all connections; new ones are welcome. */
        void cut() {
            transports.forEach(transport -> transport.cut(new IOException("connection reset")));
        }

        /** Sends a line to all clients, past messages that are held up. */
        void say(String line) {
            transports.forEach(transport -> transport.deliverFirst((line + "\r\n").getBytes(UTF_8)));
        }

        void lameDuck() {
            say("INFO " + info(true).toJson());
        }
    }

    @Override
    public Link dial(ServerAddress server) throws IOException {
        dialed.add(server.host());
        Node node = node(server.host());
        if (node.isDown) {
            throw new IOException("connection refused by " + server);
        }
        String refusal = node.refusal;
        if (refusal != null) {
            ServerErrorException error = ServerErrors.of(refusal);
            throw error;
        }
        var transport = new MemoryTransport(node);
        node.transports.add(transport);
        return new Link(transport, node.info(false), server);
    }

    /** Hands a message to every subscription in the cluster. */
    synchronized void publish(String subject, @Nullable String reply, byte[] headers, byte[] payload) {
        for (Node node : nodes.values()) {
            for (MemoryTransport transport : node.transports) {
                transport.subscriptions().forEach((sid, filter) -> {
                    if (Subjects.matches(subject, filter)) {
                        transport.message(subject, sid, reply, headers, payload);
                    }
                });
            }
        }
    }

    @Override
    public void close() {
        isClosed = true;
    }
}
