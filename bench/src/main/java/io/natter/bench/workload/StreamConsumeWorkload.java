package io.natter.bench.workload;

import io.natter.bench.load.SharedConsuming;
import io.natter.bench.load.Span;
import io.natter.bench.load.StoredStream;
import io.natter.bench.load.StreamConsuming;
import io.natter.bench.load.StreamConsuming.Way;
import io.natter.bench.load.StreamWire;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * J7 and J8: read a stream from its beginning to its end.
 *
 * <p>Confined to the runner's thread.
 */
final class StreamConsumeWorkload implements Workload {
    private static final int PAYLOAD_BYTES = 128;
    private static final int MESSAGES = 200_000;
    private static final int COLD_MESSAGES = 1_000_000;
    private static final Duration ONCE = Duration.ZERO;
    private static final StoredStream STREAM = new StoredStream("CONSUMED", "\"subjects\":[\"bench.consumed\"]");
    private static final StoredStream OTHER = new StoredStream("READ_BEFORE", "\"subjects\":[\"bench.before\"]");

    private final String id;
    private final Way way;
    private final int connections;
    private final State state;

    /** What a server has done before the stream is read. */
    private enum State {
        /** It has read the stream, again and again. */
        CACHED("J7/cached", "from cache", MESSAGES),
        /** Nothing: it was just started, and nobody has read anything. */
        FIRST("J7/first", "first read after a start, nothing warmed up", MESSAGES),
        /** It was started again and has read another stream for the time of the warm-up; nothing of this one is in its caches. */
        COLD("J7/cold", "a stream not read since the start, by a server warmed up with another", COLD_MESSAGES);

        private final String row;
        private final String title;
        private final int messages;

        State(String row, String title, int messages) {
            this.row = row;
            this.title = title;
            this.messages = messages;
        }
    }

    private StreamConsumeWorkload(String id, Way way, int connections, State state) {
        this.id = id;
        this.way = way;
        this.connections = connections;
        this.state = state;
    }

    /** One ordered consumer: from caches, then as the first one after a start, then of a stream that is in no cache. */
    static List<StreamConsumeWorkload> ordered() {
        return Stream.of(State.values())
                .map(state -> new StreamConsumeWorkload(state.row, Way.ORDERED, 1, state))
                .toList();
    }

    /** So many connections that pull from one consumer. */
    static StreamConsumeWorkload pull(int connections) {
        return new StreamConsumeWorkload("J8/" + connections, Way.PULL, connections, State.CACHED);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String title() {
        return way == Way.ORDERED
                ? "ordered consume, " + PAYLOAD_BYTES + " B, " + state.title
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
            STREAM.fill(wire, state.messages, PAYLOAD_BYTES, number -> "bench.consumed");
            if (state == State.COLD) {
                OTHER.fill(wire, state.messages, PAYLOAD_BYTES, number -> "bench.before");
            }
        }
        if (state != State.CACHED) {
            long started = round.server().restart(true);
            RestartWorkload.await(round.endpoint(), started, wire -> STREAM.messages(wire) == state.messages);
        }
        if (state == State.COLD) {
            try (StreamConsuming before = StreamConsuming.open(round.endpoint(), way, OTHER, state.messages)) {
                before.run(round.warmUp(), Span.UNMEASURED);
            }
        }
        return connections > 1 ? shared(round) : alone(round);
    }

    private Sample shared(Round round) throws IOException {
        try (SharedConsuming shared = SharedConsuming.open(round.endpoint(), STREAM, state.messages, connections)) {
            return Sample.of(shared.run(round.duration(), round.span()));
        }
    }

    private Sample alone(Round round) throws IOException {
        try (StreamConsuming consuming = StreamConsuming.open(round.endpoint(), way, STREAM, state.messages)) {
            return Sample.of(consuming.run(state == State.CACHED ? round.duration() : ONCE, round.span()));
        }
    }
}
