package io.natter.conformance.jetstream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nats.client.Connection;
import io.nats.client.Message;
import io.natter.conformance.Connections;
import io.natter.conformance.ServerProgram;
import io.natter.conformance.Servers;
import io.natter.conformance.TestServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A directory with streams of the reference: ours does not start on it, and the reference finds all it had. */
final class ForeignStoreConformance {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    private Path directory;

    @Test
    void aStoreOfTheReferenceIsRefusedAndKept() throws Exception {
        String config = "jetstream: {store_dir: \"" + directory.resolve("store") + "\"}";
        try (TestServer reference = Servers.start(ServerProgram.NATS_SERVER, config, directory)) {
            ask(reference, "$JS.API.STREAM.CREATE.S", "{\"name\":\"S\",\"subjects\":[\"s\"]}");
            assertThat(ask(reference, "s", "one")).contains("\"seq\":1");
        }
        assertThatThrownBy(() -> {
                    TestServer natter = Servers.start(ServerProgram.NATTER, config, directory);
                    natter.close();
                })
                .hasMessageContaining("of another program");
        try (TestServer reference = Servers.start(ServerProgram.NATS_SERVER, config, directory)) {
            assertThat(ask(reference, "$JS.API.STREAM.INFO.S", "")).contains("\"messages\":1");
        }
    }

    private static String ask(TestServer server, String subject, String body) throws Exception {
        Connection connection = Connections.official(server.url());
        try {
            Message answer = connection.request(subject, body.getBytes(UTF_8), PATIENCE);
            return new String(Objects.requireNonNull(answer).getData(), UTF_8);
        } finally {
            connection.close();
        }
    }
}
