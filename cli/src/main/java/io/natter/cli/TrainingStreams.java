package io.natter.cli;

import java.net.URI;
import java.util.stream.IntStream;

/**
 * What a client asks of streams in a {@link TrainingRun}: what most clients ask first.
 *
 * <p>Thread-safe: nothing is kept.
 */
final class TrainingStreams {
    private static final int STREAMS = 200;
    private static final int MESSAGES = 3;
    private static final int LONG_ROUNDS = 20;
    private static final int ROUND_MESSAGES = 1_000;
    private static final String CONNECT =
            "CONNECT {\"verbose\":false,\"pedantic\":false,\"headers\":true,\"no_responders\":true}\r\nSUB answers 1\r\n";
    private static final String PAYLOAD = "a message of the training run";

    private TrainingStreams() {}

    /** Makes streams and a consumer of each tenth, publishes, and reads a little. */
    static void fill(URI url) {
        TrainingRun.talk(url, CONNECT + each(TrainingStreams::create), "stream_create_response", STREAMS);
        TrainingRun.talk(url, CONNECT + each(TrainingStreams::publish), "\"seq\":", STREAMS * MESSAGES);
        TrainingRun.talk(url, CONNECT + each(TrainingStreams::consumer), "consumer_create_response", STREAMS / 10);
        TrainingRun.talk(url, CONNECT + each(TrainingStreams::pull), PAYLOAD, STREAMS / 10);
        TrainingRun.talk(
                url,
                CONNECT + ask("STREAM.CREATE.LONG", "{\"name\":\"LONG\",\"subjects\":[\"long\"]}"),
                "stream_create_response",
                1);
        String round = put("PUB long", PAYLOAD).repeat(ROUND_MESSAGES);
        for (int i = 0; i < LONG_ROUNDS; i++) {
            TrainingRun.talk(url, CONNECT + round, "\"seq\":", ROUND_MESSAGES);
        }
    }

    /** Asks for what is there, of streams that were brought back. */
    static void read(URI url) {
        TrainingRun.talk(url, CONNECT + ask("INFO", ""), "account_info_response", 1);
        TrainingRun.talk(url, CONNECT + ask("STREAM.NAMES", ""), "stream_names_response", 1);
        TrainingRun.talk(url, CONNECT + each(TrainingStreams::info), "stream_info_response", STREAMS);
        TrainingRun.talk(url, CONNECT + each(TrainingStreams::pull), PAYLOAD, STREAMS / 10);
        TrainingRun.talk(url, CONNECT + each(TrainingStreams::publish), "\"seq\":", STREAMS * MESSAGES);
        // First what is not in memory, then what is: a machine that knows both ways is quick from the first message on.
        TrainingRun.talk(url, CONNECT + readAll("cold"), PAYLOAD, LONG_ROUNDS * ROUND_MESSAGES);
        TrainingRun.talk(url, CONNECT + readAll("cached"), PAYLOAD, LONG_ROUNDS * ROUND_MESSAGES);
    }

    private static String readAll(String name) {
        String config = "{\"stream_name\":\"LONG\",\"config\":{\"name\":\"" + name
                + "\",\"deliver_subject\":\"answers\",\"ack_policy\":\"none\","
                + "\"mem_storage\":true,\"flow_control\":true,\"idle_heartbeat\":5000000000}}";
        return ask("CONSUMER.CREATE.LONG." + name, config);
    }

    /** What to ask of one stream. */
    private interface Words {
        String about(int stream);
    }

    private static String each(Words words) {
        StringBuilder said = new StringBuilder();
        IntStream.range(0, STREAMS).forEach(stream -> said.append(words.about(stream)));
        return said.toString();
    }

    private static String create(int stream) {
        return ask("STREAM.CREATE.S" + stream, "{\"name\":\"S" + stream + "\",\"subjects\":[\"s." + stream + ".>\"]}");
    }

    private static String info(int stream) {
        return ask("STREAM.INFO.S" + stream, "");
    }

    private static String publish(int stream) {
        StringBuilder said = new StringBuilder();
        for (int i = 0; i < MESSAGES - 1; i++) {
            said.append(put("PUB s." + stream + "." + i, PAYLOAD));
        }
        String headers = "NATS/1.0\r\nNats-Msg-Id: " + stream + System.nanoTime() + "\r\n\r\n";
        return said + "HPUB s." + stream + ".ids answers " + headers.length() + " "
                + (headers.length() + PAYLOAD.length()) + "\r\n" + headers + PAYLOAD + "\r\n";
    }

    private static String consumer(int stream) {
        String config = "{\"stream_name\":\"S" + stream
                + "\",\"config\":{\"name\":\"c\",\"durable_name\":\"c\",\"ack_policy\":\"explicit\"}}";
        return stream % 10 == 0 ? ask("CONSUMER.CREATE.S" + stream + ".c", config) : "";
    }

    private static String pull(int stream) {
        return stream % 10 == 0 ? ask("CONSUMER.MSG.NEXT.S" + stream + ".c", "1") : "";
    }

    private static String ask(String call, String body) {
        return put("PUB $JS.API." + call, body);
    }

    private static String put(String operation, String payload) {
        return operation + " answers " + payload.length() + "\r\n" + payload + "\r\n";
    }
}
