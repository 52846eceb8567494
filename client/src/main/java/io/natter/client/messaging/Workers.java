package io.natter.client.messaging;

/** Whoever empties a queue into a handler. Thread-safe. */
interface Workers {
    /** Messages wait: starts as many workers as are allowed and of use. Must not block. */
    void ready();

    /** Interrupts those at work. */
    void interrupt();

    /** Whether the calling thread is one of those at work. */
    boolean isAtWorkHere();

    /** What a worker does with a message it took. Thread-safe where workers are several. */
    interface Work {
        /** Handles one message; never throws. */
        void handle(ReceivedMessage message);

        /** Some messages were handled. */
        void settle();
    }
}
