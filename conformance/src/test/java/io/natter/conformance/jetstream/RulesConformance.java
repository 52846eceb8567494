package io.natter.conformance.jetstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.nats.client.Connection;
import io.nats.client.Message;
import io.natter.conformance.ServerProgram;
import io.natter.conformance.Servers;
import io.natter.conformance.TestServer;
import io.natter.protocol.jetstream.ApiError;
import io.natter.protocol.jetstream.ApiResponse;
import io.natter.protocol.jetstream.ConsumerConfig;
import io.natter.protocol.jetstream.ConsumerInfo;
import io.natter.protocol.jetstream.StreamConfig;
import io.natter.protocol.jetstream.StreamCreated;
import io.natter.server.jetstream.rules.Capacity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of streams and consumers make of each configuration what the reference server makes of it: the same, or the same error. */
final class RulesConformance {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    private static @Nullable Path directory;

    private static @Nullable TestServer server;

    @BeforeAll
    static void start() {
        Path home = Objects.requireNonNull(directory);
        String config = "jetstream { store_dir: \"" + home + "\", max_mem: 64M, max_file: 256M }\n"
                + "max_payload: 8M\nmax_control_line: 8K\n";
        server = Servers.start(ServerProgram.NATS_SERVER, config + new SectionAccounts(sections()).config(), home);
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    static List<RequestTable.Section> sections() {
        return RequestTable.read("configs.txt").sections();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sections")
    void makesOfConfigurationsWhatTheReferenceMakesOfThem(RequestTable.Section section) throws Exception {
        Connection connection = new SectionAccounts(sections()).connect(Objects.requireNonNull(server), section);
        try {
            BareRules rules = new BareRules(new Capacity(64 << 20, 256 << 20, 0, 0));
            for (RequestTable.Request request : section.requests()) {
                Object expected = answer(connection, request);
                Object got = rules.answer(request);
                assertThat(got).as("%s", request).isEqualTo(expected);
            }
        } finally {
            SectionAccounts.leave(connection);
        }
    }

    private static Object answer(Connection connection, RequestTable.Request request) throws Exception {
        byte[] json = exchange(connection, request.subject(), request.bytes());
        ApiError error = ApiResponse.errorOf(json).orElse(null);
        if (error != null) {
            return error;
        }
        if (request.subject().startsWith("STREAM")) {
            StreamConfig config = Objects.requireNonNull(
                            ApiResponse.form(StreamCreated.JSON).read(json).body())
                    .info()
                    .config();
            return config.toBuilder().metadata(stored(config.metadata())).build();
        }
        ConsumerConfig config = Objects.requireNonNull(Objects.requireNonNull(
                        ApiResponse.form(ConsumerInfo.JSON).read(json).body())
                .config());
        return config.toBuilder().metadata(stored(config.metadata())).build();
    }

    private static Map<String, String> stored(Map<String, String> answered) {
        Map<String, String> stored = new HashMap<>(answered);
        stored.remove("_nats.ver");
        stored.remove("_nats.level");
        return stored;
    }

    private static byte[] exchange(Connection connection, String subject, byte[] body) throws Exception {
        Message answer = connection.request("$JS.API." + subject, body, PATIENCE);
        return Objects.requireNonNull(answer, subject).getData();
    }
}
