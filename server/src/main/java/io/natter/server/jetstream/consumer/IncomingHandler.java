package io.natter.server.jetstream.consumer;

/** What a consumer does with what comes to a subject of its own. Called on the stream's loop. */
@FunctionalInterface
public interface IncomingHandler {
    /**
     * Takes one message.
     *
     * @param message a view, valid during the call
     */
    void onMessage(Incoming message);
}
