package io.natter.bench.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Reads a stream of many messages to its end through one consumer that several connections pull from.
 *
 * <p>Each message is acknowledged; again and again, each time with a new consumer.
 *
 * <p>Confined to one thread, which starts one more for each connection and waits for them.
 */
public final class SharedConsuming implements AutoCloseable {
    private static final String INBOX = "_INBOX.shared.";
    private static final byte[] ACK = "+ACK".getBytes(StandardCharsets.US_ASCII);
    private static final int PULL_BATCH = 500;
    private static int consumers;

    private final StreamWire control;
    private final List<Puller> pullers = new ArrayList<>();
    private final AtomicInteger got = new AtomicInteger();
    private final StoredStream stream;
    private final int messageCount;

    private SharedConsuming(StreamWire control, StoredStream stream, int messageCount) {
        this.control = control;
        this.stream = stream;
        this.messageCount = messageCount;
    }

    /** Opens so many connections that pull, for a stream that is there and holds {@code messageCount} messages. */
    public static SharedConsuming open(Endpoint endpoint, StoredStream stream, int messageCount, int connections)
            throws IOException {
        SharedConsuming consuming = new SharedConsuming(StreamWire.connect(endpoint), stream, messageCount);
        for (int i = 0; i < connections; i++) {
            consuming.pullers.add(consuming.new Puller(StreamWire.connect(endpoint), INBOX + i));
        }
        return consuming;
    }

    /** Reads the whole stream at least once, and goes on for that long. */
    public TrafficOutcome run(Duration duration, Span span) throws IOException {
        Failures failures = new Failures();
        span.begins();
        long start = System.nanoTime();
        long delivered = 0;
        do {
            delivered += readOnce(failures);
        } while (System.nanoTime() - start < duration.toNanos()
                && failures.texts().isEmpty());
        double seconds = (System.nanoTime() - start) / 1e9;
        span.ends();
        return new TrafficOutcome(delivered, delivered, 0, 0, seconds, List.of(delivered), failures.texts());
    }

    private int readOnce(Failures failures) throws IOException {
        String name = "shared" + ++consumers;
        String config = "\"name\":\"" + name + "\",\"mem_storage\":true,\"inactive_threshold\":60000000000,"
                + "\"ack_policy\":\"explicit\",\"max_ack_pending\":10000";
        control.ask(
                "$JS.API.CONSUMER.CREATE." + stream.name() + "." + name,
                "{\"stream_name\":\"" + stream.name() + "\",\"config\":{" + config + "}}");
        got.set(0);
        List<Thread> threads = new ArrayList<>();
        for (Puller puller : pullers) {
            threads.add(new Thread(() -> puller.run(name, failures), "bench-pull"));
        }
        threads.forEach(Thread::start);
        threads.forEach(Threads::join);
        return got.get();
    }

    /** One connection. The one that takes the last message deletes the consumer; the others learn of it by a status. */
    private final class Puller {
        private final StreamWire wire;
        private final String inbox;
        private int mine;
        private int requested; // of the pull requests that are under way
        private boolean isOver;
        private boolean isLast;

        private Puller(StreamWire wire, String inbox) {
            this.wire = wire;
            this.inbox = inbox;
        }

        private void run(String consumer, Failures failures) {
            mine = 0;
            requested = 0;
            isOver = false;
            isLast = false;
            try {
                wire.append("SUB " + inbox + "." + consumer + " " + consumer + "\r\n");
                while (!isOver) {
                    pull(consumer);
                    wire.flush();
                    wire.read(this::take);
                }
                wire.append("UNSUB " + consumer + "\r\n");
                if (isLast) {
                    wire.ask("$JS.API.CONSUMER.DELETE." + stream.name() + "." + consumer, "");
                }
                wire.flush();
            } catch (IOException e) {
                failures.add("pull: " + e.getMessage());
            }
        }

        private void pull(String consumer) throws IOException {
            if (requested - mine <= PULL_BATCH / 2) {
                wire.append("PUB $JS.API.CONSUMER.MSG.NEXT." + stream.name() + "." + consumer + " " + inbox + "."
                        + consumer + " 13\r\n{\"batch\":" + PULL_BATCH + "}\r\n");
                requested += PULL_BATCH;
            }
        }

        private void take() throws IOException {
            if (wire.status() != 0) {
                isOver |= got.get() >= messageCount;
                return;
            }
            mine++;
            wire.appendToReply(ACK);
            isLast |= got.incrementAndGet() == messageCount;
            isOver |= isLast;
        }
    }

    @Override
    public void close() throws IOException {
        control.close();
        for (Puller puller : pullers) {
            puller.wire.close();
        }
    }
}
