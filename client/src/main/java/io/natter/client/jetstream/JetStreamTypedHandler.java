package io.natter.client.jetstream;

/**
 * Takes values of a consumer as they come, with the message each was in.
 *
 * @param <T> type of the values
 */
@FunctionalInterface
public interface JetStreamTypedHandler<T> {
    /** Handles one value; else as {@link JetStreamHandler#handle}. */
    void handle(T value, JetStreamMessage message) throws Exception;
}
