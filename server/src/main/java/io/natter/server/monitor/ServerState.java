package io.natter.server.monitor;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the running server tells about itself: the one thing monitoring knows of it.
 *
 * <p>Thread-safe. Every method answers with an immutable snapshot that belongs to the caller. The calls are made on the
 * monitor's own threads, never on an event loop, and may wait for the loops to publish their part; an implementation bounds
 * that wait and leaves out what a stuck loop did not publish.
 */
public interface ServerState {
    /** The server as a whole: its name, its settings and its counters. */
    ServerFacts server();

    /** The connections that {@code query} asks for, in any order; nothing that it does not ask for is built. */
    List<ConnectionFacts> connections(ConnectionQuery query);

    /**
     * Every subscription of local connections.
     *
     * @param account only those of this account, or null for all
     */
    List<SubscriptionFacts> subscriptions(@Nullable String account);

    /** All accounts that are loaded, the system account among them, in any order. */
    List<AccountFacts> accounts();

    /** How the event loops fare, in their order. */
    List<LoopFacts> loops();

    /** Which listeners do not accept (such as {@code server} or {@code websocket}), comma separated; null when all do. */
    @Nullable
    String notReady();

    /** JetStream with all its streams and consumers, or null where there is none. */
    @Nullable
    JetStreamFacts jetStream();

    /** Whether JetStream was asked for and is not there. */
    boolean isJetStreamMissing();
}
