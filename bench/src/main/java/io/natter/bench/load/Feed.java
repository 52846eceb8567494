package io.natter.bench.load;

import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A neutral publisher that feeds one receiver in another process, and stays within a window of what that one has counted.
 *
 * <p>Confined to the runner's thread.
 */
public final class Feed {
    private final PublishRegion region;
    private final Endpoint endpoint;
    private final long windowBytes;

    /** Will publish payloads of {@code payloadBytes} to {@code subject}. */
    public Feed(Endpoint endpoint, String subject, int payloadBytes, long windowBytes) {
        this.region = PublishRegion.of(0, SubjectSet.single(subject), payloadBytes);
        this.endpoint = endpoint;
        this.windowBytes = windowBytes;
    }

    /**
     * Publishes for so long, and returns how many messages the server has taken.
     *
     * @param received what the receiver has counted so far in this round
     */
    public long run(Duration duration, LongSupplier received) throws IOException {
        Failures failures = new Failures();
        try (Wire wire = Wire.connect(endpoint)) {
            InFlight inFlight = new InFlight(Math.max(1, windowBytes / region.frameBytes()), received);
            Publisher publisher = new Publisher(wire, region, inFlight, failures);
            Thread thread = new Thread(publisher, "bench-publisher");
            thread.start();
            Threads.parkUntil(System.nanoTime() + duration.toNanos());
            publisher.stop();
            inFlight.release();
            Threads.join(thread);
            if (!failures.texts().isEmpty()) {
                throw new IOException(failures.texts().get(0));
            }
            return inFlight.sent();
        }
    }
}
