package io.natter.server.jetstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.server.RawClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A stream with many subjects, gaps and consumers is the same after a restart (T46).
 *
 * <p>{@code -Dnatter.many=1000000} for a million subjects and half as many gaps, with one consumer for each hundred.
 */
class ManyOfEverythingIT {
    private static final int SUBJECTS = Integer.getInteger("natter.many", 20_000);
    private static final int CONSUMERS = SUBJECTS / 100;
    private static final int AT_ONCE = 500;
    private static final Pattern TIMES = Pattern.compile("\"(ts|created|last_active|leader)\":\"[^\"]*\"");

    @TempDir
    Path directory;

    @Test
    void isTheSameAfterARestart() throws IOException {
        String stream;
        String consumer;
        try (VictimProcess server = VictimProcess.start(directory)) {
            fill(server);
            try (JetStreamTalk talk = new JetStreamTalk(server.port())) {
                addConsumers(talk);
                stream = state(talk, "STREAM.INFO.S");
                consumer = state(talk, "CONSUMER.INFO.S.c" + (CONSUMERS - 1));
                assertThat(stream).contains("\"num_subjects\":" + SUBJECTS).contains("\"consumer_count\":" + CONSUMERS);
            }
        }
        try (VictimProcess server = VictimProcess.start(directory);
                JetStreamTalk talk = new JetStreamTalk(server.port())) {
            assertThat(state(talk, "STREAM.INFO.S")).isEqualTo(stream);
            assertThat(state(talk, "CONSUMER.INFO.S.c" + (CONSUMERS - 1))).isEqualTo(consumer);
            assertThat(talk.pull("S", "c7", SUBJECTS)).contains("s.7.");
        }
    }

    // Takes longer than a connection may be silent.
    private static void fill(VictimProcess server) {
        try (JetStreamTalk talk = new JetStreamTalk(server.port())) {
            talk.ask(
                    "$JS.API.STREAM.CREATE.S",
                    "{\"name\":\"S\",\"subjects\":[\"s.>\"],\"max_msgs_per_subject\":1,\"max_consumers\":" + CONSUMERS
                            + "}");
        }
        publish(server, 0, SUBJECTS);
        publish(server, 0, SUBJECTS / 2); // each replaces one: a gap
    }

    private static void addConsumers(JetStreamTalk talk) {
        for (int i = 0; i < CONSUMERS; i++) {
            String config = "{\"stream_name\":\"S\",\"config\":{\"durable_name\":\"c" + i
                    + "\",\"ack_policy\":\"explicit\",\"filter_subject\":\"s." + i + ".>\"}}";
            assertThat(talk.ask("$JS.API.CONSUMER.CREATE.S.c" + i, config)).contains("\"name\":\"c" + i + "\"");
        }
    }

    private static String state(JetStreamTalk talk, String call) {
        return TIMES.matcher(talk.ask("$JS.API." + call, "")).replaceAll("").replaceFirst("^.*\r\n", "");
    }

    private static void publish(VictimProcess server, int from, int to) {
        try (RawClient client = RawClient.connected(server.port(), "")) {
            client.send("SUB r.> 1\r\n");
            for (int at = from; at < to; at += AT_ONCE) {
                var burst = new StringBuilder();
                int end = Math.min(at + AT_ONCE, to);
                for (int i = at; i < end; i++) {
                    burst.append("PUB s.")
                            .append(i % CONSUMERS)
                            .append('.')
                            .append(i)
                            .append(" r.")
                            .append(i);
                    burst.append(" 1\r\nx\r\n");
                }
                client.send(burst.toString());
                client.readTo("MSG r." + (end - 1) + " ");
            }
        }
    }
}
