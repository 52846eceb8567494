package io.natter.server.core;

/** What a part of the server does with the messages of a subscription of its own. Called on its {@link InternalLoop}. */
@FunctionalInterface
public interface InternalHandler {
    /**
     * Takes one message. What it throws is logged and costs this message only.
     *
     * @param message a view, valid during the call
     */
    void onMessage(ReceivedMessage message);
}
