package io.natter.client.jetstream;

/** Takes messages of a consumer as they come, on a thread of its own. */
@FunctionalInterface
public interface JetStreamHandler {
    /**
     * Handles one message. What it throws is counted and reported as a failed handler; with {@link ConsumeOptions#ackOnReturn()} the message comes
     * again, else when the time to acknowledge it is over.
     */
    void handle(JetStreamMessage message) throws Exception;
}
