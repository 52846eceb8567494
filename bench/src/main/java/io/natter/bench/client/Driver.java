package io.natter.bench.client;

/**
 * One connection of a client that is measured, used as its documentation shows.
 *
 * <p>Thread-safe as far as the client is.
 */
interface Driver extends AutoCloseable {
    /** Publishes. */
    void publish(String subject, byte[] payload) throws Exception;

    /** Waits until the server has all that was published. */
    void flush() throws Exception;

    /** Asks and waits for the answer. */
    byte[] request(String subject, byte[] payload) throws Exception;

    /** Has every message of a subject counted, on a thread of the client or one that is made for it; returns when the server knows. */
    Receiving receive(String subject, Way way, ReceivedCount count) throws Exception;

    @Override
    void close();

    /** How messages come to the program. */
    enum Way {
        /** The client calls. */
        CALLBACK,
        /** The program goes through a sequence. */
        ITERATOR,
        /** The program takes one after the other, with a limit of time each. */
        PULL
    }

    /** A subscription under way. */
    interface Receiving {
        /** Ends it, and the thread that was made for it. */
        void end() throws Exception;
    }
}
