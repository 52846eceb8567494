package io.natter.client.transport;

import java.io.IOException;

/**
 * Makes authenticated connections to one server at a time.
 *
 * <p>Thread-safe.
 */
public interface Dialer extends AutoCloseable {
    /**
     * Connects, shakes hands and authenticates, within the options' connect timeout, on the calling thread.
     *
     * @throws IOException if the server cannot be reached, is no NATS server, or its TLS is not acceptable
     * @throws io.natter.client.ServerErrorException if the server refused
     * @throws io.natter.client.InterruptedWaitException if the calling thread is interrupted
     */
    Link dial(ServerAddress server) throws IOException;

    /** Gives back the share in the loops; links that are open keep working. */
    @Override
    void close();
}
