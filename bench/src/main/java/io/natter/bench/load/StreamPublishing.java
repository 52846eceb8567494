package io.natter.bench.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Publishes to a stream with so many messages unacknowledged at a time, and counts what was acknowledged.
 *
 * <p>Confined to one thread. The stream is made for it and deleted at the end.
 */
public final class StreamPublishing {
    private static int streams;

    private final Endpoint endpoint;
    private final String storage;
    private final int payloadBytes;
    private final int window;

    /**
     * @param storage {@code file} or {@code memory}
     * @param window most messages that wait for their acknowledgement; 1 for one after the other
     */
    public StreamPublishing(Endpoint endpoint, String storage, int payloadBytes, int window) {
        this.endpoint = endpoint;
        this.storage = storage;
        this.payloadBytes = payloadBytes;
        this.window = window;
    }

    /** Publishes for that long, and waits for the last acknowledgement. */
    public LatencyOutcome run(Duration duration, Span span) throws IOException {
        String name = "BENCH" + ++streams;
        String subject = "bench.js." + name;
        var stream = new StoredStream(name, "\"subjects\":[\"" + subject + "\"],\"storage\":\"" + storage + "\"");
        try (StreamWire wire = StreamWire.connect(endpoint)) {
            stream.create(wire);
            byte[] frame = frame(subject);
            StreamRequests publishes = new StreamRequests(wire, window, (to, number) -> to.append(frame));
            LatencyOutcome outcome = publishes.run(duration, span);
            // Acknowledged is not enough: the stream must hold it.
            long held = stream.messages(wire);
            stream.delete(wire);
            return new LatencyOutcome(
                    outcome.latency(),
                    outcome.lateness(),
                    outcome.sent(),
                    held,
                    0,
                    outcome.seconds(),
                    outcome.failures());
        }
    }

    private byte[] frame(String subject) {
        String line = "PUB " + subject + " " + StreamRequests.REPLY + " " + payloadBytes + "\r\n";
        return (line + "x".repeat(payloadBytes) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    }
}
