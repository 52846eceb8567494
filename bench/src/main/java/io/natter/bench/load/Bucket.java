package io.natter.bench.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.SplittableRandom;

/**
 * A bucket of keys and values (ADR-8) on a server, and what is done with it.
 *
 * <p>Confined to one thread. Keys are chosen by chance, the same for every server.
 */
public final class Bucket implements AutoCloseable {
    private static final String NAME = "KV_bench";
    private static final String PREFIX = "$KV.bench.key";
    private static final int WINDOW = 16;
    private static final int PAYLOAD_BYTES = 128;
    private static final StoredStream STREAM = new StoredStream(
            NAME,
            "\"subjects\":[\"$KV.bench.>\"],\"max_msgs_per_subject\":1,\"discard\":\"new\",\"deny_delete\":true,"
                    + "\"allow_rollup_hdrs\":true,\"allow_direct\":true");

    private final StreamWire wire;
    private final Endpoint endpoint;
    private final int keys;
    private final SplittableRandom random = new SplittableRandom(1);
    private final byte[] value = ("\r\n" + "x".repeat(PAYLOAD_BYTES) + "\r\n").getBytes(StandardCharsets.US_ASCII);

    private Bucket(StreamWire wire, Endpoint endpoint, int keys) {
        this.wire = wire;
        this.endpoint = endpoint;
        this.keys = keys;
    }

    /** Opens a connection, and makes the bucket if it is not there, with a value for each of so many keys. */
    public static Bucket open(Endpoint endpoint, int keys) throws IOException {
        Bucket bucket = new Bucket(StreamWire.connect(endpoint), endpoint, keys);
        STREAM.fill(bucket.wire, keys, PAYLOAD_BYTES, number -> PREFIX + number);
        return bucket;
    }

    /** Puts values for that long, sixteen at a time. */
    public LatencyOutcome puts(Duration duration, Span span) throws IOException {
        return new StreamRequests(wire, WINDOW, (to, number) -> put(random.nextInt(keys))).run(duration, span);
    }

    /** Gets values for that long, sixteen at a time. */
    public LatencyOutcome gets(Duration duration, Span span) throws IOException {
        return new StreamRequests(wire, WINDOW, (to, number) -> get(random.nextInt(keys))).run(duration, span);
    }

    /** Reads all keys from the beginning, at least once, and goes on for that long. */
    public TrafficOutcome watches(Duration duration, Span span) throws IOException {
        try (StreamConsuming watch = StreamConsuming.open(endpoint, StreamConsuming.Way.WATCH, STREAM, keys)) {
            return watch.run(duration, span);
        }
    }

    /**
     * Gets values for that long, sixteen requests at a time, while every fourth request purges a key and the one after it puts another
     * one back: sequences are left out everywhere.
     */
    public LatencyOutcome getsBesidePurges(Duration duration, Span span) throws IOException {
        int[] purged = {0};
        return new StreamRequests(wire, WINDOW, (to, number) -> {
                    switch ((int) (number % 4)) {
                        case 0 -> {
                            purged[0] = random.nextInt(keys / 2); // gets go to the other half
                            purge(purged[0]);
                        }
                        case 2 -> put(purged[0]);
                        default -> get(keys / 2 + random.nextInt(keys / 2));
                    }
                })
                .run(duration, span);
    }

    private void put(int key) throws IOException {
        wire.append("PUB " + PREFIX + key + " " + StreamRequests.REPLY + " " + PAYLOAD_BYTES);
        wire.append(value);
    }

    private void get(int key) throws IOException {
        wire.append("PUB $JS.API.DIRECT.GET." + NAME + "." + PREFIX + key + " " + StreamRequests.REPLY + " 0\r\n\r\n");
    }

    private void purge(int key) throws IOException {
        String body = "{\"filter\":\"" + PREFIX + key + "\"}";
        wire.append("PUB $JS.API.STREAM.PURGE." + NAME + " " + StreamRequests.REPLY + " " + body.length() + "\r\n"
                + body + "\r\n");
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }
}
