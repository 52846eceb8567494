package io.natter.server.jetstream.stream;

/** What takes the messages of a subscription. Called on the stream's loop. */
@FunctionalInterface
public interface PublishHandler {
    /**
     * Takes one message.
     *
     * @param message a view, valid during the call
     */
    void onMessage(Publish message);
}
