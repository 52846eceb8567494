package io.natter.bench.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * Publishes to a stream with so many messages unacknowledged at a time, and counts what was acknowledged.
 *
 * <p>Confined to one thread. The stream is made for it and deleted at the end.
 */
public final class StreamPublishing {
    private static final String INBOX = "_INBOX.acks";
    private static final int FAILURES_MAX = 5;
    private static int streams;

    private final Endpoint endpoint;
    private final String storage;
    private final int payloadBytes;
    private final int window;
    private String name = "";

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
        name = "BENCH" + ++streams;
        try (StreamWire wire = StreamWire.connect(endpoint)) {
            wire.ask(
                    "$JS.API.STREAM.CREATE." + name,
                    "{\"name\":\"" + name + "\",\"subjects\":[\"bench.js." + name + "\"],\"storage\":\"" + storage
                            + "\"}");
            wire.append("SUB " + INBOX + " acks\r\n");
            LatencyOutcome outcome = publish(wire, "bench.js." + name, duration, span);
            wire.ask("$JS.API.STREAM.DELETE." + name, "");
            return outcome;
        }
    }

    private LatencyOutcome publish(StreamWire wire, String subject, Duration duration, Span span) throws IOException {
        byte[] frame = ("PUB " + subject + " " + INBOX + " " + payloadBytes + "\r\n" + "x".repeat(payloadBytes)
                        + "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        Histogram latency = LatencyMark.newHistogram();
        long[] sentAt = new long[window]; // a ring: acknowledgements come in the order of the messages
        List<String> failures = new ArrayList<>();
        long[] acknowledged = {0};
        long sent = 0;
        span.begins();
        long start = System.nanoTime();
        long deadline = start + duration.toNanos();
        for (long now = start; now < deadline || acknowledged[0] < sent; now = System.nanoTime()) {
            while (now < deadline && sent - acknowledged[0] < window) {
                wire.append(frame);
                sentAt[(int) (sent++ % window)] = now;
            }
            wire.flush();
            wire.read(() -> {
                if (wire.isError() && failures.size() < FAILURES_MAX) {
                    failures.add(wire.body());
                }
                LatencyMark.record(latency, System.nanoTime() - sentAt[(int) (acknowledged[0]++ % window)]);
            });
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        span.ends();
        // Acknowledged is not enough: the stream must hold it.
        long held = number(wire.ask("$JS.API.STREAM.INFO." + name, ""), "\"messages\":");
        return new LatencyOutcome(latency, LatencyMark.newHistogram(), sent, held, 0, seconds, failures);
    }

    private static long number(String json, String field) {
        int from = json.indexOf(field) + field.length();
        int to = from;
        while (Character.isDigit(json.charAt(to))) {
            to++;
        }
        return Long.parseLong(json.substring(from, to));
    }
}
