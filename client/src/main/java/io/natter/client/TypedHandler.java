package io.natter.client;

/**
 * Takes values as they come, with the message each was in.
 *
 * @param <T> type of the values
 */
@FunctionalInterface
public interface TypedHandler<T> {
    /** Handles one value. What it throws is counted and reported, and the next message comes all the same. */
    void handle(T value, Message message) throws Exception;
}
