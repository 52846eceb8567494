package io.natter.server.core;

/**
 * Messages and payload bytes in both directions, as seen from the server.
 *
 * <p>Confined to one event loop.
 */
public final class Counters {
    private long inMessages;
    private long inBytes;
    private long outMessages;
    private long outBytes;
    private long slowConsumers;

    void countIn(long bytes) {
        inMessages++;
        inBytes += bytes;
    }

    void countOut(long bytes) {
        outMessages++;
        outBytes += bytes;
    }

    void countSlowConsumer() {
        slowConsumers++;
    }

    public long inMessages() {
        return inMessages;
    }

    public long inBytes() {
        return inBytes;
    }

    public long outMessages() {
        return outMessages;
    }

    public long outBytes() {
        return outBytes;
    }

    /** Connections closed because they did not read fast enough. */
    public long slowConsumers() {
        return slowConsumers;
    }
}
