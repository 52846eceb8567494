package io.natter.conformance.jetstream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Subscription;
import io.natter.conformance.Connections;
import io.natter.conformance.EachProgram;
import io.natter.conformance.ServerProgram;
import io.natter.conformance.Servers;
import io.natter.conformance.TestServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.io.TempDir;

/** Deliveries that came to nobody, since whoever had asked for them was gone by then. */
final class UndeliveredConformance {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    private Path directory;

    @EachProgram
    void whatNobodyGotComesAtOnceToWhoAsksNext(ServerProgram program) throws Exception {
        String config = "jetstream { store_dir: \"" + directory + "\" }\n";
        try (TestServer server = Servers.start(program, config, directory)) {
            Connection connection = Connections.official(server.url());
            try {
                show(connection);
            } finally {
                connection.close();
            }
        }
    }

    private static void show(Connection connection) throws Exception {
        ask(connection, "$JS.API.STREAM.CREATE.S", "{\"name\":\"S\",\"subjects\":[\"s\"]}");
        for (int i = 0; i < 100; i++) {
            ask(connection, "s", "m" + i);
        }
        String consumer = "{\"stream_name\":\"S\",\"config\":{\"durable_name\":\"C\",\"ack_policy\":\"explicit\","
                + "\"ack_wait\":3600000000000}}";
        ask(connection, "$JS.API.CONSUMER.DURABLE.CREATE.S.C", consumer);

        List<String> all = new ArrayList<>(pull(connection, 40, 100)); // 60 are on their way when the subscription ends
        assertThat(all).hasSize(40);
        all.addAll(pull(connection, 60, 60));
        assertThat(all).doesNotHaveDuplicates().hasSize(100);
    }

    private static List<String> pull(Connection connection, int taken, int batch) throws Exception {
        String inbox = connection.createInbox();
        Subscription subscription = connection.subscribe(inbox);
        subscription.unsubscribe(taken);
        String request = "{\"batch\":" + batch + ",\"expires\":" + PATIENCE.toNanos() + "}";
        connection.publish("$JS.API.CONSUMER.MSG.NEXT.S.C", inbox, request.getBytes(UTF_8));
        var texts = new ArrayList<String>();
        while (texts.size() < taken) {
            Message message = Objects.requireNonNull(subscription.nextMessage(PATIENCE), () -> "only " + texts);
            texts.add(new String(message.getData(), UTF_8));
        }
        return texts;
    }

    private static void ask(Connection connection, String subject, String body) throws Exception {
        Message answer = connection.request(subject, body.getBytes(UTF_8), PATIENCE);
        assertThat(new String(Objects.requireNonNull(answer, subject).getData(), UTF_8))
                .doesNotContain("\"error\"");
    }
}
