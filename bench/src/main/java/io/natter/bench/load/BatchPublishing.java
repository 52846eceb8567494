package io.natter.bench.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * Publishes to a stream in batches (ADR-50), and counts what the stream holds in the end.
 *
 * <p>Confined to one thread. The stream is made for it and deleted at the end.
 */
public final class BatchPublishing {
    private static final int BATCH = 100;
    private static final int BATCHES_UNDER_WAY = 5;
    private static final int FAST_WINDOW = 1_000;
    private static final int FAST_FLOW = 250;
    private static int batches;

    private final StreamWire wire;
    private final StoredStream stream;
    private final String subject;
    private final byte[] body;
    private final int payloadBytes;

    /** How a batch is stored. */
    public enum Way {
        /** All of its messages or none, in batches of a hundred, five of them under way. */
        ATOMIC,
        /** One by one, acknowledged now and then, in one batch without end, a thousand messages ahead of the acknowledgements. */
        FAST
    }

    private BatchPublishing(StreamWire wire, int payloadBytes) {
        String name = "BATCHES" + ++batches;
        this.wire = wire;
        this.subject = "bench.batch." + name;
        this.stream = new StoredStream(
                name, "\"subjects\":[\"" + subject + "\"],\"allow_atomic\":true,\"allow_batched\":true");
        this.payloadBytes = payloadBytes;
        this.body = ("x".repeat(payloadBytes) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    /** Publishes for that long, and waits for the last acknowledgement. */
    public static LatencyOutcome run(Endpoint endpoint, Way way, int payloadBytes, Duration duration, Span span)
            throws IOException {
        try (StreamWire wire = StreamWire.connect(endpoint)) {
            BatchPublishing publishing = new BatchPublishing(wire, payloadBytes);
            publishing.stream.create(wire);
            LatencyOutcome outcome =
                    way == Way.ATOMIC ? publishing.atomic(duration, span) : publishing.fast(duration, span);
            long held = publishing.stream.messages(wire);
            publishing.stream.delete(wire);
            return new LatencyOutcome(
                    outcome.latency(),
                    outcome.lateness(),
                    way == Way.ATOMIC ? outcome.sent() * BATCH : outcome.sent(),
                    held,
                    0,
                    outcome.seconds(),
                    outcome.failures());
        }
    }

    private LatencyOutcome atomic(Duration duration, Span span) throws IOException {
        return new StreamRequests(wire, BATCHES_UNDER_WAY, (to, number) -> {
                    for (int i = 1; i <= BATCH; i++) {
                        appendAtomic(number, i);
                    }
                })
                .run(duration, span);
    }

    // Only the last message of a batch asks for an answer.
    private void appendAtomic(long batch, int index) throws IOException {
        boolean isLast = index == BATCH;
        String headers = "NATS/1.0\r\nNats-Batch-Id: " + subject + batch + "\r\nNats-Batch-Sequence: " + index
                + (isLast ? "\r\nNats-Batch-Commit: 1" : "") + "\r\n\r\n";
        wire.append("HPUB " + subject + " " + (isLast ? StreamRequests.REPLY + " " : "") + headers.length() + " "
                + (headers.length() + payloadBytes) + "\r\n" + headers);
        wire.append(body);
    }

    // prefix . id . flow . what a gap means . sequence . operation (0 start, 1 append, 2 commit) . $FI
    private void appendFast(long seq, int operation) throws IOException {
        wire.append("PUB " + subject + " _INBOX.fast." + stream.name() + "." + FAST_FLOW + ".fail." + seq + "."
                + operation + ".$FI " + payloadBytes + "\r\n");
        wire.append(body);
    }

    private LatencyOutcome fast(Duration duration, Span span) throws IOException {
        wire.append("SUB _INBOX.fast.> fast\r\n");
        Histogram latency = LatencyMark.newHistogram();
        List<String> failures = new ArrayList<>();
        long[] sentAt = new long[FAST_WINDOW];
        long[] acknowledged = {0};
        long[] committed = {-1};
        span.begins();
        long start = System.nanoTime();
        long deadline = start + duration.toNanos();
        long sent = 0;
        for (boolean isOver = false; committed[0] < 0 && failures.isEmpty(); ) {
            long now = System.nanoTime();
            while (!isOver && sent - acknowledged[0] < FAST_WINDOW) {
                isOver = now >= deadline && sent > 0;
                sentAt[(int) (sent++ % FAST_WINDOW)] = now;
                appendFast(sent, isOver ? 2 : sent == 1 ? 0 : 1);
            }
            wire.flush();
            wire.read(() -> {
                String answer = wire.body();
                if (answer.startsWith("{\"type\":\"ack\"")) {
                    long upTo = StreamWire.number(answer, "seq");
                    record(latency, sentAt, acknowledged[0], upTo);
                    acknowledged[0] = Math.max(acknowledged[0], upTo);
                } else if (answer.contains("\"count\":")) {
                    committed[0] = StreamWire.number(answer, "count");
                } else {
                    failures.add(answer);
                }
            });
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        span.ends();
        wire.append("UNSUB fast\r\n");
        return new LatencyOutcome(latency, LatencyMark.newHistogram(), sent, committed[0], 0, seconds, failures);
    }

    private static void record(Histogram latency, long[] sentAt, long from, long to) {
        long now = System.nanoTime();
        for (long i = from; i < to; i++) {
            LatencyMark.record(latency, now - sentAt[(int) (i % FAST_WINDOW)]);
        }
    }
}
