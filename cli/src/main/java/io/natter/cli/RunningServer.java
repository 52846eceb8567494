package io.natter.cli;

import io.natter.server.config.ServerConfig;
import java.util.List;
import java.util.Map;

/**
 * A server that accepts clients, as far as the command steers it.
 *
 * <p><i>Thread-safe.</i> Apart from the real one there is one in the tests, so that signals are tested without sockets.
 */
interface RunningServer {
    /**
     * Goes on with another configuration.
     *
     * @throws RuntimeException when something of it cannot change while the server runs; nothing has changed then
     */
    void reload(ServerConfig config);

    /** Has the system account's requests to reload run {@code reloading}, whose exception tells them why it did not work. */
    void onReloadRequest(Runnable reloading);

    /** Sends the clients away over some time, then closes. Returns at once. */
    void startLameDuck();

    /** Closes; returns when nothing runs any more. A second call does nothing. */
    void close();

    /** Returns when the server is closed, by whomever. */
    void awaitClosed() throws InterruptedException;

    /** The URLs to reach it by, by kind: nats, monitoring, cluster, profile, websocket. */
    Map<String, List<String>> urls();
}
