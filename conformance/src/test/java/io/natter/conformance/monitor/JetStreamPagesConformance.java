package io.natter.conformance.monitor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nats.client.Connection;
import io.nats.client.Message;
import io.natter.conformance.Connections;
import io.natter.conformance.MonitorReader;
import io.natter.conformance.ServerProgram;
import io.natter.conformance.Servers;
import io.natter.conformance.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages about JetStream are the same on both servers, line by line, but for times, ids, directories and counts of requests. */
final class JetStreamPagesConformance {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final List<String> REQUESTS = List.of(
            "STREAM.CREATE.S {\"name\":\"S\",\"subjects\":[\"s.>\"],\"max_bytes\":1000000}",
            "STREAM.CREATE.M {\"name\":\"M\",\"subjects\":[\"m\"],\"storage\":\"memory\",\"description\":\"in memory\"}",
            "CONSUMER.CREATE.S.c {\"stream_name\":\"S\",\"config\":{\"durable_name\":\"c\",\"ack_policy\":\"explicit\"}}",
            "STREAM.INFO.NONE");

    @TempDir
    private static @Nullable Path directory;

    private static final List<TestServer> SERVERS = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        for (ServerProgram program : List.of(ServerProgram.NATS_SERVER, ServerProgram.NATTER)) {
            Path home = Files.createDirectory(Objects.requireNonNull(directory).resolve(program.name()));
            String config = "http: \"127.0.0.1:-1\"\nserver_name: pages\n"
                    + "jetstream { store_dir: \"" + home
                    + "\", max_mem: 64M, max_file: 256M, sync_interval: 2m, domain: hub,"
                    + " limits { max_ack_pending: 5000, duplicate_window: 1h } }\n";
            TestServer server = Servers.start(program, config, home);
            SERVERS.add(server);
            Connection connection = Connections.official(server.url());
            try {
                for (String request : REQUESTS) {
                    String[] words = request.split(" ", 2);
                    exchange(connection, "$JS.API." + words[0], words.length > 1 ? words[1] : "");
                }
                exchange(connection, "s.a", "hello");
                exchange(connection, "m", "world");
            } finally {
                connection.close();
            }
        }
    }

    private static void exchange(Connection connection, String subject, String body) throws Exception {
        Message answer = connection.request(subject, body.getBytes(UTF_8), PATIENCE);
        assertThat(answer).as(subject).isNotNull();
    }

    @AfterAll
    static void stop() {
        SERVERS.forEach(TestServer::close);
        SERVERS.clear();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "/jsz",
                "/jsz?accounts=1",
                "/jsz?acc=$G",
                "/jsz?acc=NONE",
                "/jsz?accounts=1&offset=1",
                "/jsz?accounts=1&limit=1",
                "/jsz?acc=$G&streams=1",
                "/jsz?acc=$G&streams=1&config=1",
                "/jsz?acc=$G&consumers=1",
                "/jsz?acc=$G&consumers=1&config=1&direct-consumers=1",
                "/jsz?streams=1&raft=1",
                "/jsz?leader-only=1&stream-leader-only=1",
                "/jsz?limit=x",
                "/jsz?streams=maybe",
                "/healthz",
                "/healthz?js-enabled-only=1",
                "/healthz?js-server-only=1",
                "/healthz?account=$G",
                "/healthz?account=NONE",
                "/healthz?account=$G&stream=S",
                "/healthz?account=$G&stream=NONE",
                "/healthz?account=$G&stream=S&consumer=c",
                "/healthz?account=$G&stream=S&consumer=none",
                "/healthz?account=NONE&details=1",
                "/healthz?account=$G&stream=NONE&details=1",
                "/healthz?account=$G&stream=S&consumer=none&details=1"
            })
    void areTheSame(String page) throws Exception {
        assertThat(masked(MonitorReader.page(SERVERS.get(1), page)))
                .isEqualTo(masked(MonitorReader.page(SERVERS.get(0), page)));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"/varz", "/accountz?acc=$G"})
    void tellOfJetStreamInTheSameFields(String page) throws Exception {
        assertThat(jetStreamFields(MonitorReader.page(SERVERS.get(1), page)))
                .isEqualTo(jetStreamFields(MonitorReader.page(SERVERS.get(0), page)))
                .isNotEmpty();
    }

    private static List<String> jetStreamFields(String page) {
        return PageShape.of(page).stream()
                .filter(field -> field.contains("jetstream"))
                .toList();
    }

    // Streams come in any order there: lines are compared in the order of their text.
    private static List<String> masked(String page) {
        return page.replace("\\u003e", ">")
                .replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "T")
                .replaceAll("\"server_id\": \"\\w+\"", "\"server_id\": \"N\"")
                .replaceAll("\"store_dir\": \"[^\"]*\"", "\"store_dir\": \"D\"")
                .replaceAll("\"(total|errors)\": \\d+", "\"$1\": 0")
                .replaceAll("\\[\\s+\"", "[\"") // texts of a list stand on one line here
                .replaceAll("\"\\s+]", "\"]")
                .lines()
                .map(line -> line.endsWith(",") ? line.substring(0, line.length() - 1) : line)
                .sorted()
                .toList();
    }
}
