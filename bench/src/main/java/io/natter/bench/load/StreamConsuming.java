package io.natter.bench.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * Reads a stream of many messages from its beginning to its end, again and again, each time with a new consumer.
 *
 * <p>Confined to one thread.
 */
public final class StreamConsuming implements AutoCloseable {
    private static final String INBOX = "_INBOX.consumed";
    private static final byte[] ACK = "+ACK".getBytes(StandardCharsets.US_ASCII);
    private static final int PULL_BATCH = 500;
    private static final long IDLE_HEARTBEAT_NS = 5_000_000_000L;
    private static int consumers;

    private final StreamWire wire;
    private final Way way;
    private final StoredStream stream;
    private final int messageCount;
    private int requested; // of the pull requests that are under way
    private int got;
    private long outOfOrder;

    /** How the messages come. */
    public enum Way {
        /** As an ordered consumer does: pushed, not acknowledged, with flow control. */
        ORDERED,
        /** The same, only the last message of each subject, as one who watches a bucket. */
        WATCH,
        /** Asked for in batches, each acknowledged. */
        PULL
    }

    private StreamConsuming(StreamWire wire, Way way, StoredStream stream, int messageCount) {
        this.wire = wire;
        this.way = way;
        this.stream = stream;
        this.messageCount = messageCount;
    }

    /** Opens a connection, for a stream that is there and has {@code messageCount} messages to read. */
    public static StreamConsuming open(Endpoint endpoint, Way way, StoredStream stream, int messageCount)
            throws IOException {
        return new StreamConsuming(StreamWire.connect(endpoint), way, stream, messageCount);
    }

    /** Reads the whole stream at least once, and goes on for that long. */
    public TrafficOutcome run(Duration duration, Span span) throws IOException {
        span.begins();
        long start = System.nanoTime();
        long delivered = 0;
        do {
            delivered += readOnce();
        } while (System.nanoTime() - start < duration.toNanos());
        double seconds = (System.nanoTime() - start) / 1e9;
        span.ends();
        return new TrafficOutcome(delivered, delivered, 0, outOfOrder, seconds, List.of(delivered), List.of());
    }

    private int readOnce() throws IOException {
        String name = "c" + ++consumers;
        String inbox = INBOX + "." + name;
        wire.append("SUB " + inbox + " " + name + "\r\n");
        String config = "\"name\":\"" + name + "\",\"mem_storage\":true,\"inactive_threshold\":60000000000,"
                + (way == Way.WATCH ? "\"deliver_policy\":\"last_per_subject\",\"filter_subject\":\">\"," : "")
                + (way == Way.PULL
                        ? "\"ack_policy\":\"explicit\",\"max_ack_pending\":10000"
                        : "\"deliver_subject\":\"" + inbox
                                + "\",\"ack_policy\":\"none\",\"flow_control\":true,\"idle_heartbeat\":"
                                + IDLE_HEARTBEAT_NS);
        wire.ask(
                "$JS.API.CONSUMER.CREATE." + stream.name() + "." + name,
                "{\"stream_name\":\"" + stream.name() + "\",\"config\":{" + config + "}}",
                this::take);
        while (got < messageCount) {
            if (way == Way.PULL && requested - got <= PULL_BATCH / 2) {
                wire.append("PUB $JS.API.CONSUMER.MSG.NEXT." + stream.name() + "." + name + " " + inbox
                        + " 13\r\n{\"batch\":" + PULL_BATCH + "}\r\n");
                requested += PULL_BATCH;
            }
            wire.flush();
            wire.read(this::take);
        }
        int count = got;
        got = 0;
        requested = 0;
        wire.append("UNSUB " + name + "\r\n");
        wire.ask("$JS.API.CONSUMER.DELETE." + stream.name() + "." + name, "");
        return count;
    }

    private void take() throws IOException {
        if (wire.status() != 0) {
            if (wire.hasReply()) {
                wire.appendToReply(new byte[0]); // flow control
            }
            return;
        }
        got++;
        if (way == Way.PULL) {
            wire.appendToReply(ACK);
        }
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }
}
