package io.natter.bench.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Very many streams with a few messages each, or very many consumers of one stream.
 *
 * <p>Confined to one thread.
 */
public final class ManyAssets {
    private static final int WINDOW = 64;
    private static final int PAYLOAD_BYTES = 128;
    private static final int MESSAGES_EACH = 3;
    private static final String STREAM = "ASSETS";

    /** What is said of a stream for many consumers: a server that is told nothing allows a thousand. */
    private static final int CONSUMERS_MAX = 1_000_000;

    private ManyAssets() {}

    /** Makes so many streams, numbered from {@code first}, in files, with {@code withMessages} three messages each. */
    public static void streams(StreamWire wire, int first, int count, boolean withMessages) throws IOException {
        new StreamRequests(wire, WINDOW, (to, number) -> {
                    long index = first + number;
                    ask(
                            to,
                            "$JS.API.STREAM.CREATE.MANY" + index,
                            "{\"name\":\"MANY" + index + "\",\"subjects\":[\"bench.many." + index + "\"]}");
                })
                .run(count);
        if (withMessages) {
            String payload = " " + PAYLOAD_BYTES + "\r\n" + "x".repeat(PAYLOAD_BYTES) + "\r\n";
            new StreamRequests(
                            wire,
                            WINDOW,
                            (to, number) -> to.append("PUB bench.many." + (first + number % count) + " "
                                    + StreamRequests.REPLY + payload))
                    .run((long) count * MESSAGES_EACH);
        }
    }

    /** Makes so many durable pull consumers of one stream, numbered from {@code first}. */
    public static void consumers(StreamWire wire, int first, int count) throws IOException {
        if (first == 0) {
            new StoredStream(STREAM, "\"subjects\":[\"bench.assets\"],\"max_consumers\":" + CONSUMERS_MAX).create(wire);
        }
        new StreamRequests(wire, WINDOW, (to, number) -> {
                    String name = "c" + (first + number);
                    ask(
                            to,
                            "$JS.API.CONSUMER.CREATE." + STREAM + "." + name,
                            "{\"stream_name\":\"" + STREAM + "\",\"config\":{\"name\":\"" + name
                                    + "\",\"durable_name\":\"" + name + "\",\"ack_policy\":\"explicit\"}}");
                })
                .run(count);
    }

    private static void ask(StreamWire wire, String subject, String body) throws IOException {
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        wire.append("PUB " + subject + " " + StreamRequests.REPLY + " " + length + "\r\n" + body + "\r\n");
    }

    /** How many streams the server has. */
    public static long streamCount(StreamWire wire) throws IOException {
        return StreamWire.number(wire.ask("$JS.API.INFO", ""), "streams");
    }
}
