package io.natter.server;

import io.natter.server.config.JetStreamConfig;
import io.natter.server.config.JetStreamQueues;
import io.natter.server.config.ServerConfig;
import io.natter.server.core.Transport;
import io.natter.server.jetstream.JetStream;
import io.natter.server.jetstream.api.ApiSettings;
import io.natter.server.jetstream.api.JetStreamApi;
import io.natter.server.jetstream.api.LoopPort;
import java.time.Clock;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * JetStream and its API as parts of a server.
 *
 * <p>Thread-safe.
 */
final class JetStreamPart implements AutoCloseable {
    private final ServerParts parts;
    private final JetStream jetStream;
    private final JetStreamApi api;
    private final LoopPort port;

    private JetStreamPart(ServerParts parts, JetStream jetStream, JetStreamApi api, LoopPort port) {
        this.parts = parts;
        this.jetStream = jetStream;
        this.api = api;
        this.port = port;
    }

    /**
     * Brings all streams back and answers requests for them.
     *
     * @return null where the configuration asks for no JetStream
     * @throws io.natter.store.StoreException when the store cannot be opened; nothing is left running
     */
    static @Nullable JetStreamPart start(ServerParts parts, Transport transport) {
        ServerConfig config = parts.config();
        if (!config.jetStream().enabled()) {
            return null;
        }
        JetStream jetStream = JetStream.start(config, parts.broker(), transport, parts.log());
        long directBytesMost = config.limits().maxPendingBytes();
        LoopPort port = new LoopPort(jetStream.apiLoop(), Clock.systemUTC(), jetStream::work, directBytesMost);
        JetStreamApi api = new JetStreamApi(jetStream, settings(parts), port);
        JetStreamPart part = new JetStreamPart(parts, jetStream, api, port);
        part.attachAccounts().join();
        return part;
    }

    private static ApiSettings settings(ServerParts parts) {
        JetStreamConfig config = parts.config().jetStream();
        JetStreamQueues queues = config.queues();
        long pendingMost = queues.requestQueueLimit() > 0 ? queues.requestQueueLimit() : ApiSettings.PENDING_DEFAULT;
        return new ApiSettings(
                parts.name(),
                ServerVersion.NATS,
                Objects.requireNonNullElse(config.domain(), ""),
                parts.systemAccountName(),
                config.strict(),
                config.limits(),
                parts.config().limits().maxPayload(),
                pendingMost,
                queues.infoQueueLimit() > 0 ? queues.infoQueueLimit() : pendingMost);
    }

    /** Goes on with another configuration; done when limits are in force, and new accounts can ask. */
    CompletableFuture<Void> reload(ServerConfig next) {
        return jetStream.reload(next, parts.broker()).thenCompose(unused -> attachAccounts());
    }

    /** Lets all accounts ask the API that may not yet; after a reload there may be new ones. Done when they can. */
    CompletableFuture<Void> attachAccounts() {
        return CompletableFuture.allOf(parts.broker().accounts().stream()
                .map(account -> port.attach(account, api))
                .toArray(CompletableFuture[]::new));
    }

    /** What monitoring sees of it. */
    JetStreamView view() {
        return new JetStreamView(parts, jetStream, api);
    }

    /** Has every stream take no more messages, and answer what it took. */
    void stop() {
        api.stop();
        port.close();
        jetStream.stop();
    }

    @Override
    public void close() {
        jetStream.close();
    }
}
