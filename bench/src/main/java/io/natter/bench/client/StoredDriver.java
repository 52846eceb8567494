package io.natter.bench.client;

/**
 * One connection of a client that is measured, with a stream in memory, used as its documentation shows.
 *
 * <p>Confined to the main thread.
 */
interface StoredDriver extends AutoCloseable {
    /** How messages of the stream come to the program. */
    enum Way {
        /** A handler of a durable consumer acknowledges each. */
        CONSUME,
        /** A handler of an ordered consumer. */
        ORDERED,
        /** Batches of a durable consumer, each message acknowledged. */
        FETCH
    }

    /** Makes the stream of {@code bench.stored}, without messages. */
    void createStream() throws Exception;

    /** Publishes so many, with a bounded number in flight, and returns when all are acknowledged. */
    void publish(int messages, byte[] payload, int window) throws Exception;

    /** Takes so many messages from the first on, and returns when all are. */
    void take(Way way, int messages) throws Exception;

    @Override
    void close();
}
