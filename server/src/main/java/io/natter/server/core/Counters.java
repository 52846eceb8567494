package io.natter.server.core;

/**
 * Messages and payload bytes in both directions, as seen from the server.
 *
 * <p>Confined to one event loop, which hands out copies.
 */
final class Counters {
    long inMessages;
    long inBytes;
    long outMessages;
    long outBytes;
    long slowConsumers;

    void countIn(long bytes) {
        inMessages++;
        inBytes += bytes;
    }

    void countOut(long bytes) {
        outMessages++;
        outBytes += bytes;
    }
}
