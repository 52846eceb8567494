package io.natter.bench.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.LongFunction;

/**
 * A stream on a server: made and filled once, asked for what it holds.
 *
 * <p>Immutable.
 *
 * @param name its name
 * @param config its configuration beside the name, as members of a JSON object
 */
public record StoredStream(String name, String config) {
    private static final int WINDOW = 1_000;

    /** Makes it, as memory or file; it must not be there. */
    public void create(StreamWire wire) throws IOException {
        wire.ask("$JS.API.STREAM.CREATE." + name, "{\"name\":\"" + name + "\"," + config + "}");
    }

    /** Makes and fills it, unless it is there: the {@code number}th message, from 0, goes to {@code subject}. */
    public void fill(StreamWire wire, long count, int payloadBytes, LongFunction<String> subject) throws IOException {
        if (!isThere(wire)) {
            create(wire);
            add(wire, count, payloadBytes, subject);
        }
    }

    /** Adds messages, each acknowledged. */
    public void add(StreamWire wire, long count, int payloadBytes, LongFunction<String> subject) throws IOException {
        byte[] payload = ("\r\n" + "x".repeat(payloadBytes) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        StreamRequests publishes = new StreamRequests(wire, WINDOW, (to, number) -> {
            to.append("PUB " + subject.apply(number) + " " + StreamRequests.REPLY + " " + payloadBytes);
            to.append(payload);
        });
        publishes.run(count);
    }

    private boolean isThere(StreamWire wire) throws IOException {
        return wire.ask("$JS.API.STREAM.NAMES", "").contains("\"" + name + "\"");
    }

    /** How many messages it holds. */
    public long messages(StreamWire wire) throws IOException {
        return StreamWire.number(wire.ask("$JS.API.STREAM.INFO." + name, ""), "messages");
    }

    /** Deletes it. */
    public void delete(StreamWire wire) throws IOException {
        wire.ask("$JS.API.STREAM.DELETE." + name, "");
    }
}
