package io.natter.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Sends one region over and over until told to stop, then sends PING and waits for PONG.
 *
 * <p>Writes whole frames, about 32 KiB at a time, which is what the Go client's buffer holds.
 *
 * <p>Confined to its thread, but for {@link #stop}.
 */
final class Publisher implements Runnable {
    private static final int WRITE_BYTES = 32 << 10;

    private final Wire wire;
    private final PublishRegion region;
    private final InFlight inFlight;
    private final Failures failures;
    private volatile boolean stopped;

    Publisher(Wire wire, PublishRegion region, InFlight inFlight, Failures failures) {
        this.wire = wire;
        this.region = region;
        this.inFlight = inFlight;
        this.failures = failures;
    }

    /** Ends publishing after the write in progress. */
    void stop() {
        stopped = true;
    }

    @Override
    public void run() {
        try {
            publish();
            wire.fence();
        } catch (IOException e) {
            failures.add("publisher: " + e.getMessage());
            inFlight.release();
        }
    }

    private void publish() throws IOException {
        ByteBuffer bytes = region.bytes();
        int writeMessages = Math.max(1, WRITE_BYTES / region.frameBytes());
        int index = 0;
        while (!stopped) {
            int messages = Math.min(writeMessages, region.messages() - index);
            inFlight.acquire(messages);
            bytes.limit((index + messages) * region.frameBytes()).position(index * region.frameBytes());
            wire.send(bytes);
            index = index + messages == region.messages() ? 0 : index + messages;
        }
    }
}
