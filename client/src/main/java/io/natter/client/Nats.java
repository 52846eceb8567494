package io.natter.client;

import java.util.concurrent.CompletableFuture;

/** Where connections come from. */
public final class Nats {
    private Nats() {}

    /**
     * Connects to one of these servers: every one is tried once.
     *
     * @param servers addresses, separated by commas
     * @throws ConnectFailedException if none takes the connection
     * @throws IllegalArgumentException if an address is none
     */
    public static NatsConnection connect(String servers) {
        return connect(NatsOptions.of(servers.split(",", -1)));
    }

    /** Connects as the options say; with {@link NatsOptions#connectInBackground()} it returns at once. */
    public static NatsConnection connect(NatsOptions options) {
        return SessionStart.connect(options);
    }

    /**
     * Connects without waiting here, on a thread of its own: as {@link #connect(NatsOptions)}, with its exceptions in the future.
     *
     * <p>Whoever cancels this very future, or completes it otherwise, ends the attempt: nothing of it is left, and a connection that was
     * made all the same is closed.
     */
    public static CompletableFuture<NatsConnection> connectAsync(NatsOptions options) {
        return AsyncConnect.start(options);
    }
}
