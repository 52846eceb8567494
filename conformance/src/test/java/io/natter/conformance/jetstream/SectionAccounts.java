package io.natter.conformance.jetstream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nats.client.Connection;
import io.nats.client.Message;
import io.natter.conformance.Connections;
import io.natter.conformance.TestServer;
import io.natter.protocol.jetstream.ApiResponse;
import io.natter.protocol.jetstream.StreamNames;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * An account for each section of tables: nats-server may find what a deleted stream left when one of its name is made in the same account.
 *
 * <p>Immutable.
 */
record SectionAccounts(List<RequestTable.Section> sections) {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** What a server is told of them. */
    String config() {
        return IntStream.range(0, sections.size())
                .mapToObj(i -> "A" + i + " { jetstream: enabled, users: [ {user: u" + i + ", password: p} ] }\n")
                .collect(Collectors.joining("", "accounts {\n", "}\nauthorization { timeout: 60 }\n"));
    }

    /** A connection to a section's account. */
    Connection connect(TestServer server, RequestTable.Section section) throws IOException, InterruptedException {
        return Connections.official(
                "nats://u" + sections.indexOf(section) + ":p@" + server.host() + ":" + server.port());
    }

    /** Deletes the streams of the account, which take of what the server has for all, and closes the connection. */
    static void leave(Connection connection) throws InterruptedException {
        byte[] names = exchange(connection, "$JS.API.STREAM.NAMES");
        StreamNames streams = ApiResponse.form(StreamNames.JSON).read(names).body();
        for (String name : Objects.requireNonNull(streams).streams()) {
            assertThat(new String(exchange(connection, "$JS.API.STREAM.DELETE." + name), UTF_8))
                    .contains("\"success\":true");
        }
        connection.close();
    }

    private static byte[] exchange(Connection connection, String subject) throws InterruptedException {
        Message answer = connection.request(subject, new byte[0], PATIENCE);
        return Objects.requireNonNull(answer, subject).getData();
    }
}
