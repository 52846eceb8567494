package io.natter.cli.counter;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.cli.command.CommandRun;
import io.natter.cli.command.JetStreamServer;
import io.natter.protocol.jetstream.StreamConfig;
import io.natter.protocol.jetstream.StreamSource;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CounterCommandsIT {
    @TempDir
    private Path home;

    private JetStreamServer server;
    private CommandRun command;

    @BeforeEach
    void start() {
        server = JetStreamServer.start(home.resolve("store"));
        command = new CommandRun(home, server.url());
        server.jetStream().createStream(counters("HITS").subjects("hits.*").build());
        command.does("counter incr hits.a 3");
        command.does("ctr inc hits.b 10");
    }

    private static io.natter.protocol.jetstream.StreamConfigBuilder counters(String name) {
        return StreamConfig.builder(name).allowCounter(true).allowDirect(true);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void countsUpAndDown() {
        command.does("counter increment hits.a 123456789012345678901234567890");
        assertThat(command.out()).isEqualTo("123456789012345678901234567893\n");
        command.does("counter decr hits.a 123456789012345678901234567889");
        assertThat(command.out()).isEqualTo("4\n");
        command.does("counter get hits.a");
        assertThat(command.out()).isEqualTo("4\n");
    }

    @Test
    void showsACounterAndWhatItsSourcesAdded() {
        command.does("counter view hits.a");
        assertThat(command.out())
                .contains("Counter hits.a\n", "Value: 3\n", "Increment: 3\n", "Subject: hits.a\n")
                .contains("No source information found\n");
        server.jetStream()
                .createStream(counters("ALL")
                        .sources(java.util.List.of(StreamSource.builder("HITS").build()))
                        .build());
        org.awaitility.Awaitility.await()
                .atMost(CommandRun.PATIENCE)
                .until(() -> command.run("counter", "get", "hits.b", "--stream", "ALL") == 0);
        command.does("counter view hits.b --stream ALL");
        assertThat(command.out()).contains("Value: 10\n", "Sources:\n", "HITS: hits.b: 10\n");
    }

    @Test
    void listsCounters() {
        command.does("counter ls --stream HITS");
        assertThat(command.out()).isEqualTo("hits.a\nhits.b\n");
        command.does("counter list hits.* --json");
        assertThat(command.out()).isEqualTo("[\n  \"hits.a\",\n  \"hits.b\"\n]\n");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            arguments                    | error
            counter ls                   | no stream or subject specified
            counter ls hits.none --stream HITS | no counters found
            counter get nowhere          | no stream found with subject: nowhere
            counter get hits.none        | no counter "hits.none"
            counter view hits.none       | no counter "hits.none"
            counter incr hits.a many     | invalid value "many", expected a whole number
            counter incr hits.a          | required argument 'value' not provided, try --help
            """)
    void refuses(String arguments, String error) {
        command.refuses(arguments, error);
    }

    @Test
    void refusesAStreamWithoutCounters() {
        server.jetStream()
                .createStream(StreamConfig.builder("PLAIN").subjects("plain.*").build());
        assertThat(command.run("counter", "incr", "plain.a", "1")).isEqualTo(1);
        assertThat(command.err()).contains("\"PLAIN\" is not a valid counter stream");
    }
}
