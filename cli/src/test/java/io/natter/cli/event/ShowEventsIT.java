package io.natter.cli.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.cli.command.CommandRun;
import io.natter.cli.command.JetStreamServer;
import io.natter.client.NatsConnection;
import io.natter.protocol.jetstream.StreamConfig;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ShowEventsIT {
    private static final String EVENT = "{\"type\":\"io.nats.jetstream.advisory.v1.nak\",\"stream\":\"S\"}";

    @TempDir
    private Path home;

    private JetStreamServer server;
    private CommandRun command;

    @BeforeEach
    void start() {
        server = JetStreamServer.start(home.resolve("store"));
        command = new CommandRun(home, server.url());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** Publishes until what came of it was shown. */
    private Predicate<String> shown(String text, String subject, String body) {
        NatsConnection nats = server.nats();
        return out -> {
            nats.publish(subject, body);
            return out.contains(text);
        };
    }

    @Test
    void showsAdvisoriesAsTheyHappen() throws Exception {
        server.jetStream().createStream(StreamConfig.builder("S").subjects("s").build());
        Predicate<String> deleted = out -> {
            boolean isListening = out.contains("Listening for Metrics on $JS.EVENT.METRIC.>\n");
            if (isListening && server.jetStream().streamNames().contains("S")) {
                server.jetStream().deleteStream("S");
            }
            return out.contains("Stream Delete Action");
        };
        command.runUntil(
                deleted, "events", "--js-advisory", "--js-metric", "--no-srv-advisory", "--filter", "STREAM_ACTION");
        assertThat(command.out())
                .startsWith("Listening for Advisories on $JS.EVENT.ADVISORY.>\n")
                .contains("Stream: S\n")
                .doesNotContain("$SYS", "API Access");
    }

    @Test
    void showsWhatComesOnSubjects() throws Exception {
        assertThat(command.runUntil(shown("[Delivery NAKed] S", "mine", EVENT), "e", "--subjects", "mine", "--short"))
                .isEqualTo(130);
        command.runUntil(shown(EVENT, "mine", EVENT), "events", "--subjects", "mine", "--json");
        assertThat(command.out()).startsWith(EVENT).doesNotContain("Listening");
        command.runUntil(
                shown("Event error: unknown event schema on subject mine", "mine", "{}"), "e", "--subjects=mine");
        assertThat(command.out()).contains("\n          {}\n");
    }

    @Test
    void readsAStreamOfEvents() throws Exception {
        server.jetStream()
                .createStream(StreamConfig.builder("EVENTS").subjects("ev").build());
        server.jetStream().publish("ev", EVENT);
        command.runUntil(out -> out.contains("Delivery NAKed"), "events", "--stream", "EVENTS", "--since", "1h");
        assertThat(command.out()).startsWith("Listening for Events in stream EVENTS since 20");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            arguments                       | error
            events --no-srv-advisory        | no events were chosen
            events --all --stream X         | cannot specify both Stream and specific advisories or extra subjects
            events --filter (               | invalid body regular expression: Unclosed group
            events --stream NOPE            | stream "NOPE": stream not found (10059)
            """)
    void refuses(String arguments, String error) {
        command.refuses(arguments, error);
    }
}
