package io.natter.bench.workload;

import io.natter.bench.load.SharedConsuming;
import io.natter.bench.load.StoredStream;
import io.natter.bench.load.StreamConsuming;
import io.natter.bench.load.StreamConsuming.Way;
import io.natter.bench.load.StreamWire;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * J7 and J8: read a stream from its beginning to its end.
 *
 * <p>Confined to the runner's thread.
 */
final class StreamConsumeWorkload implements Workload {
    private static final int PAYLOAD_BYTES = 128;
    private static final int MESSAGES = 200_000;
    private static final Duration ONCE = Duration.ZERO;
    private static final StoredStream STREAM = new StoredStream("CONSUMED", "\"subjects\":[\"bench.consumed\"]");

    private final String id;
    private final Way way;
    private final int connections;
    private final boolean isCold;

    private StreamConsumeWorkload(String id, Way way, int connections, boolean isCold) {
        this.id = id;
        this.way = way;
        this.connections = connections;
        this.isCold = isCold;
    }

    /** One ordered consumer; cold: by a server that was just started, whose own caches are empty. */
    static StreamConsumeWorkload ordered(boolean isCold) {
        return new StreamConsumeWorkload(isCold ? "J7/cold" : "J7/cached", Way.ORDERED, 1, isCold);
    }

    /** So many connections that pull from one consumer. */
    static StreamConsumeWorkload pull(int connections) {
        return new StreamConsumeWorkload("J8/" + connections, Way.PULL, connections, false);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String title() {
        return way == Way.ORDERED
                ? "ordered consume, " + PAYLOAD_BYTES + " B, " + (isCold ? "first read after a restart" : "from cache")
                : "pull consume, " + (connections == 1 ? "1 client" : connections + " clients of one consumer")
                        + ", batches of 500, each message acknowledged, " + PAYLOAD_BYTES + " B";
    }

    @Override
    public List<Gate> gates() {
        return List.of(Gate.atLeast(Measure.RATE, 0.8));
    }

    @Override
    public List<String> serverArguments(Path directory) throws IOException {
        return Durability.LAZY.serverArguments(directory);
    }

    @Override
    public Sample round(Round round) throws IOException {
        try (StreamWire wire = StreamWire.connect(round.endpoint())) {
            STREAM.fill(wire, MESSAGES, PAYLOAD_BYTES, number -> "bench.consumed");
        }
        if (isCold) {
            long started = round.server().restart(true);
            RestartWorkload.await(round.endpoint(), started, wire -> STREAM.messages(wire) == MESSAGES);
        }
        if (connections > 1) {
            try (SharedConsuming shared = SharedConsuming.open(round.endpoint(), STREAM, MESSAGES, connections)) {
                return Sample.of(shared.run(round.duration(), round.span()));
            }
        }
        try (StreamConsuming consuming = StreamConsuming.open(round.endpoint(), way, STREAM, MESSAGES)) {
            return Sample.of(consuming.run(isCold ? ONCE : round.duration(), round.span()));
        }
    }
}
