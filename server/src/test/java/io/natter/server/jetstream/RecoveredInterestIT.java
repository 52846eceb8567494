package io.natter.server.jetstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.protocol.jetstream.RetentionPolicy;
import io.natter.protocol.jetstream.StorageType;
import io.natter.protocol.jetstream.StreamConfig;
import io.natter.protocol.jetstream.StreamConfigBuilder;
import io.natter.protocol.jetstream.StreamSource;
import io.natter.server.NatterServer;
import io.natter.server.RawClient;
import io.natter.server.config.ClientListenerConfig;
import io.natter.server.config.JetStreamConfig;
import io.natter.server.config.ServerConfig;
import io.natter.server.jetstream.stream.PreparedStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Streams whose messages everybody had, but which a crash kept from letting them go: they do so when they come back. */
class RecoveredInterestIT {
    private static final Pattern DELIVERY = Pattern.compile("MSG s\\.\\d 1 (\\$JS\\.ACK\\.\\S+) 1\r\n");
    private static final String CONSUMER =
            "{\"stream_name\":\"S\",\"config\":{\"durable_name\":\"C\",\"ack_policy\":\"explicit\",\"filter_subject\":\"s.1\"}}";

    @TempDir
    Path directory;

    private NatterServer start() {
        JetStreamConfig jetStream = JetStreamConfig.defaults().withEnabled(true);
        return NatterServer.start(ServerConfig.defaults()
                .withClient(ClientListenerConfig.defaults().withPort(-1))
                .withJetStream(jetStream.withStore(jetStream.store().withDirectory(directory))));
    }

    private static StreamConfigBuilder config(String name) {
        return StreamConfig.builder(name)
                .storage(StorageType.FILE)
                .maxMessages(-1)
                .maxBytes(-1)
                .maxMessagesPerSubject(-1)
                .maxMessageBytes(-1)
                .maxConsumers(-1)
                .duplicateWindow(Duration.ofMinutes(2));
    }

    private static RawClient connected(NatterServer server) {
        RawClient client = RawClient.connected(server.ports().clients().get(0).getPort(), "");
        client.send("SUB in.> 1\r\n");
        return client;
    }

    private static String request(RawClient client, String subject, String body, String answer) throws IOException {
        client.send("PUB " + subject + " in.r " + body.length() + "\r\n" + body + "\r\n");
        return client.readTo(answer);
    }

    // A stream that keeps everything becomes one that does not: what a crash before the removals leaves.
    private void acknowledgeSome() throws IOException {
        PreparedStream.make(directory, config("S").subjects(List.of("s.>")).build());
        try (NatterServer server = start();
                RawClient client = connected(server)) {
            request(client, "$JS.API.CONSUMER.CREATE.S.C", CONSUMER, "consumer_create_response");
            for (int i = 1; i <= 3; i++) {
                request(client, "s.1", "x", "\"seq\":" + i + "}");
            }
            request(client, "s.2", "x", "\"seq\":4}");
            for (int i = 1; i <= 2; i++) {
                client.send("PUB $JS.API.CONSUMER.MSG.NEXT.S.C in.m 0\r\n\r\n");
                Matcher delivery = DELIVERY.matcher(client.readTo("1\r\nx\r\n"));
                assertThat(delivery.find()).isTrue();
                client.send("PUB " + delivery.group(1) + " in.a 0\r\n\r\n");
                client.readTo("MSG in.a 1 0\r\n");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"INTEREST", "WORK_QUEUE"})
    void whatEverybodyHadGoesWithTheNextStart(RetentionPolicy retention) throws IOException {
        acknowledgeSome();
        PreparedStream.make(
                directory,
                config("S").subjects(List.of("s.>")).retention(retention).build());
        try (NatterServer server = start();
                RawClient client = connected(server)) {
            String info = "";
            String wanted = retention == RetentionPolicy.INTEREST ? "\"messages\":1," : "\"messages\":2,";
            for (int i = 0; i < 1_000 && !info.contains(wanted); i++) {
                info = request(client, "$JS.API.STREAM.INFO.S", "", "\"ts\":");
            }
            assertThat(info).contains(wanted).contains("\"first_seq\":3");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"INTEREST", "WORK_QUEUE"})
    void whatAnotherStreamHasYetToCopyStaysUntilThen(RetentionPolicy retention) throws IOException {
        acknowledgeSome();
        PreparedStream.make(
                directory,
                config("S").subjects(List.of("s.>")).retention(retention).build());
        PreparedStream.make(
                directory,
                config("T").sources(List.of(StreamSource.builder("S").build())).build());
        try (NatterServer server = start();
                RawClient client = connected(server)) {
            String info = "";
            for (int i = 0; i < 1_000 && !info.contains("\"messages\":4,"); i++) {
                info = request(client, "$JS.API.STREAM.INFO.T", "", "\"ts\":");
            }
            assertThat(Objects.requireNonNull(info)).contains("\"messages\":4,");
        }
    }
}
