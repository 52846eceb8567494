package io.natter.bench.load;

import java.io.IOException;
import java.util.List;

/**
 * Reads a stream through very many consumers at a time, each of which wants one of its subjects.
 *
 * <p>Confined to one thread.
 */
public final class FilteredConsuming implements AutoCloseable {
    private static final String INBOX = "_INBOX.filtered";
    private static int passes;

    private final StreamWire wire;
    private final StoredStream stream;
    private final String subjectPrefix;
    private long got;

    private FilteredConsuming(StreamWire wire, StoredStream stream, String subjectPrefix) {
        this.wire = wire;
        this.stream = stream;
        this.subjectPrefix = subjectPrefix;
    }

    /** Opens a connection, for a stream that is there and has subjects {@code prefix0}, {@code prefix1} and so on. */
    public static FilteredConsuming open(Endpoint endpoint, StoredStream stream, String subjectPrefix)
            throws IOException {
        return new FilteredConsuming(StreamWire.connect(endpoint), stream, subjectPrefix);
    }

    /**
     * Makes the consumers, lets each deliver all it has, and deletes them; measured is the delivery.
     *
     * @param consumers how many, each for the subject with its number
     * @param each how many messages its subject has
     */
    public TrafficOutcome run(int consumers, int each, Span span) throws IOException {
        String pass = "f" + ++passes + "-";
        for (int i = 0; i < consumers; i++) {
            String name = pass + i;
            wire.ask(
                    "$JS.API.CONSUMER.CREATE." + stream.name() + "." + name,
                    "{\"stream_name\":\"" + stream.name() + "\",\"config\":{\"name\":\"" + name
                            + "\",\"mem_storage\":true,\"inactive_threshold\":60000000000,\"ack_policy\":\"none\","
                            + "\"filter_subject\":\"" + subjectPrefix + i + "\"}}");
        }
        wire.append("SUB " + INBOX + " filtered\r\n");
        String pull = "{\"batch\":" + each + "}";
        got = 0;
        span.begins();
        long start = System.nanoTime();
        for (int i = 0; i < consumers; i++) {
            wire.append("PUB $JS.API.CONSUMER.MSG.NEXT." + stream.name() + "." + pass + i + " " + INBOX + " "
                    + pull.length() + "\r\n" + pull + "\r\n");
        }
        wire.flush();
        while (got < (long) consumers * each) {
            wire.read(() -> got += wire.status() == 0 ? 1 : 0);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        span.ends();
        wire.append("UNSUB filtered\r\n");
        for (int i = 0; i < consumers; i++) {
            wire.ask("$JS.API.CONSUMER.DELETE." + stream.name() + "." + pass + i, "");
        }
        return new TrafficOutcome(got, got, 0, 0, seconds, List.of(got), List.of());
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }
}
