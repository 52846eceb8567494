package io.natter.bench.workload;

import io.natter.bench.load.Endpoint;
import io.natter.bench.load.ManyAssets;
import io.natter.bench.load.StoredStream;
import io.natter.bench.load.StreamWire;
import io.natter.bench.load.Threads;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * J11 and J12: how long a server with much in its store takes to have it all again.
 *
 * <p>Confined to the runner's thread. The time is from the fork to the answer that says how many messages, or streams, there are.
 */
final class RestartWorkload implements Workload {
    private static final int PAYLOAD_BYTES = 128;
    private static final int PUBLISHED_BEFORE_KILL = 10_000;
    private static final long POLL_NANOS = 1_000_000;
    private static final long TIMEOUT_NANOS = 600_000_000_000L;
    private static final StoredStream STREAM = new StoredStream("RESTARTED", "\"subjects\":[\"bench.restarted.>\"]");

    private final String id;
    private final boolean isOrderly;
    private final long messages; // 0: the streams are counted instead
    private final int streams;

    private RestartWorkload(String id, boolean isOrderly, long messages, int streams) {
        this.id = id;
        this.isOrderly = isOrderly;
        this.messages = messages;
        this.streams = streams;
    }

    /** One stream of so many messages on a thousand subjects, after an orderly end or after kill -9. */
    static RestartWorkload ofMessages(boolean isOrderly, long millions) {
        String id = "J11/" + (isOrderly ? "clean" : "kill") + "-" + millions + "M";
        return new RestartWorkload(id, isOrderly, millions * 1_000_000, 1);
    }

    /** So many streams of three messages, after an orderly end. */
    static RestartWorkload ofStreams(int streams) {
        return new RestartWorkload("J12/" + streams, true, 0, streams);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String title() {
        return messages > 0
                ? "restart after " + (isOrderly ? "an orderly end" : "kill -9") + ", " + messages / 1_000_000 + " M x "
                        + PAYLOAD_BYTES + " B, " + Durability.LAZY.title()
                : "restart with " + streams + " small streams, " + Durability.LAZY.title();
    }

    @Override
    public List<Gate> gates() {
        return List.of(Gate.atMost(Measure.RESTART_TIME, messages > 0 && isOrderly ? 1.2 : 1.0));
    }

    @Override
    public List<String> serverArguments(Path directory) throws IOException {
        return Durability.LAZY.serverArguments(directory);
    }

    @Override
    public void warmUp(Round round) {
        // each round is a server's start
    }

    @Override
    public Sample round(Round round) throws IOException {
        long expected = prepared(round.endpoint());
        long started = round.server().restart(isOrderly);
        long ready = await(
                round.endpoint(),
                started,
                wire -> (messages > 0 ? STREAM.messages(wire) : ManyAssets.streamCount(wire)) == expected);
        return Sample.of(Measure.RESTART_TIME, (ready - started) / 1e6);
    }

    // What there is afterwards; each kill comes upon a stream that was just written to.
    private long prepared(Endpoint endpoint) throws IOException {
        try (StreamWire wire = StreamWire.connect(endpoint)) {
            if (messages == 0) {
                if (ManyAssets.streamCount(wire) == 0) {
                    ManyAssets.streams(wire, 0, streams, true);
                }
                return streams;
            }
            STREAM.fill(wire, messages, PAYLOAD_BYTES, RestartWorkload::subject);
            if (!isOrderly) {
                STREAM.add(wire, PUBLISHED_BEFORE_KILL, PAYLOAD_BYTES, RestartWorkload::subject);
            }
            return STREAM.messages(wire);
        }
    }

    private static String subject(long number) {
        return "bench.restarted." + number % 1_000;
    }

    /** What a server is asked until it answers yes. */
    interface Question {
        /** Asks; an exception is a no. */
        boolean ask(StreamWire wire) throws IOException;
    }

    /** Asks a server that was just started again and again, and returns when it first said yes, in ns of {@link System#nanoTime}. */
    static long await(Endpoint endpoint, long started, Question question) throws IOException {
        if (!Threads.await(() -> isTrue(endpoint, question), POLL_NANOS, started + TIMEOUT_NANOS)) {
            throw new IOException("restarted: got no whole store within ten minutes");
        }
        return System.nanoTime();
    }

    private static boolean isTrue(Endpoint endpoint, Question question) {
        try (StreamWire wire = StreamWire.connect(endpoint)) {
            return question.ask(wire);
        } catch (IOException notYet) {
            return false;
        }
    }
}
