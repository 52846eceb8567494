package io.natter.conformance.jetstream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What streams may take: where nothing is said, and when a reload says something else. */
final class LimitsConformance {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    private Path directory;

    private TestServer start(ServerProgram program, String limits) {
        return Servers.start(program, config(limits), directory);
    }

    private String config(String limits) {
        return "http: \"127.0.0.1:-1\"\njetstream { store_dir: \"" + directory.resolve("js") + "\" }\n"
                + "accounts { A { jetstream " + limits
                + ", users [ { user: a, password: a } ] } }\nauthorization { timeout: 60 }\n";
    }

    private static Connection connect(TestServer server) throws Exception {
        return Connections.official("nats://a:a@" + server.host() + ":" + server.port());
    }

    private static String request(Connection connection, String subject, String body) throws Exception {
        Message answer = connection.request(subject, body.getBytes(UTF_8), PATIENCE);
        return new String(Objects.requireNonNull(answer, subject).getData(), UTF_8);
    }

    private static String create(Connection connection, String name, String more) throws Exception {
        return request(
                connection,
                "$JS.API.STREAM.CREATE." + name,
                "{\"name\":\"" + name + "\",\"subjects\":[\"" + name + ".>\"]" + more + "}");
    }

    @ParameterizedTest
    @EnumSource
    void withoutLimitsThreeQuartersOfWhatThereIsMayBeTaken(ServerProgram program) throws Exception {
        try (TestServer server = start(program, "enabled")) {
            String page = MonitorReader.page(server, "/jsz");
            long file = number(page, "max_storage");
            long usable = Files.getFileStore(directory).getUsableSpace();
            assertThat(file).isBetween(usable / 2, usable);
            assertThat(number(page, "max_memory")).isPositive();
            Connection connection = connect(server);
            assertThat(create(connection, "F", ",\"max_bytes\":" + (file + 1))).contains("\"err_code\":10047");
            assertThat(create(connection, "M", ",\"storage\":\"memory\",\"max_bytes\":" + (1L << 50)))
                    .contains("\"err_code\":10028");
            assertThat(create(connection, "F", ",\"max_bytes\":" + file)).contains("\"did_create\":true");
            assertThat(create(connection, "G", ",\"max_bytes\":1")).contains("\"err_code\":10047");
            connection.close();
        }
    }

    private static long number(String page, String key) {
        Matcher found = Pattern.compile("\"" + key + "\":\\s*(\\d+)").matcher(page);
        assertThat(found.find()).as("%s in %s", key, page).isTrue();
        return Long.parseLong(found.group(1));
    }

    @ParameterizedTest
    @EnumSource
    void limitsOfAnAccountAreInForceAsSoonAsAReloadSaysSo(ServerProgram program) throws Exception {
        try (TestServer server = start(program, "{ max_file: 2K, max_mem: 1M, max_streams: 1 }")) {
            Connection connection = connect(server);
            assertThat(create(connection, "S", "")).contains("\"did_create\":true");
            assertThat(create(connection, "T", "")).contains("\"err_code\":10027");
            String large = "x".repeat(1_500);
            assertThat(request(connection, "S.a", large)).contains("\"seq\":1");
            assertThat(request(connection, "S.a", large)).contains("\"err_code\":10002");

            server.rewriteConfig(config("{ max_file: 1M, max_mem: 1M, max_streams: 2 }"));
            server.signal(TestServer.Signal.RELOAD);

            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(request(connection, "$JS.API.INFO", "")).contains("\"max_storage\":1000000"));
            assertThat(request(connection, "S.a", large)).contains("\"seq\":2");
            assertThat(create(connection, "T", "")).contains("\"did_create\":true");
            connection.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void theSystemAccountCanPurgeAnAccountAndNobodyElse(ServerProgram program) throws Exception {
        String config = config("enabled")
                .replace("accounts {", "system_account: SYS\naccounts { SYS { users [ { user: s, password: s } ] }, ");
        try (TestServer server = Servers.start(program, config, directory)) {
            Connection connection = connect(server);
            Connection system = Connections.official("nats://s:s@" + server.host() + ":" + server.port());
            create(connection, "S", "");
            create(connection, "M", ",\"storage\":\"memory\"");
            request(connection, "S.a", "x");
            assertThat(connection.request("$JS.API.ACCOUNT.PURGE.A", new byte[0], Duration.ofMillis(300)))
                    .isNull();
            assertThat(request(connection, "$JS.API.STREAM.NAMES", "")).contains("\"total\":2");
            String purged = "{\"type\":\"io.nats.jetstream.api.v1.account_purge_response\",\"initiated\":true}";
            assertThat(request(system, "$JS.API.ACCOUNT.PURGE.A", "")).isEqualTo(purged);
            assertThat(request(system, "$JS.API.ACCOUNT.PURGE.NOBODY", "")).isEqualTo(purged);
            assertThat(request(connection, "$JS.API.STREAM.NAMES", "")).contains("\"total\":0");
            assertThat(create(connection, "S", ""))
                    .contains("\"did_create\":true")
                    .contains("\"messages\":0");
            connection.close();
            system.close();
        }
    }
}
