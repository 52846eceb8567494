package io.natter.client;

/** Takes messages as they come, on a thread of its own, never the one that reads the connection. */
@FunctionalInterface
public interface MessageHandler {
    /** Handles one message. What it throws is counted and reported, and the next message comes all the same. */
    void handle(Message message) throws Exception;
}
