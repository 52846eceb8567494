package io.natter.cli.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.cli.command.CommandRun;
import io.natter.cli.command.JetStreamServer;
import io.natter.client.NatsConnection;
import io.natter.client.Outgoing;
import io.natter.client.jetstream.JetStream;
import io.natter.client.jetstream.PublishOptions;
import io.natter.protocol.wire.Headers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StreamCommandsIT {
    @TempDir
    private Path home;

    private JetStreamServer server;
    private CommandRun command;

    @BeforeEach
    void start() {
        server = JetStreamServer.start(home.resolve("store"));
        command = new CommandRun(home, server.url());
        command.isInputTerminal = false;
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void publish(String subject, int count) {
        try (NatsConnection nats = JetStreamServer.connect(server.url())) {
            JetStream js = JetStream.of(nats);
            for (int i = 1; i <= count; i++) {
                js.publish(
                        new Outgoing(subject, "message " + i, Headers.of("Number", Integer.toString(i)), null),
                        PublishOptions.DEFAULTS);
            }
        }
    }

    @Test
    void addsAndShowsAStream() {
        command.does("stream add ORDERS --subjects orders.*,orders.x.> --defaults --description Mine --max-bytes 1MB "
                + "--max-age 1h --retention work --metadata team=blue --no-allow-direct");

        assertThat(command.out())
                .startsWith("Stream ORDERS was created\n\nInformation for Stream ORDERS created 20")
                .contains("              Description: Mine\n")
                .contains("                 Subjects: orders.*, orders.x.>\n")
                .contains("Retention: WorkQueue\n", "Maximum Bytes: 1.0 MiB\n", "Maximum Age: 1h0m0s\n")
                .contains("Maximum Messages: unlimited\n", "Duplicate Window: 2m0s\n", "team: blue\n")
                .contains("\nState:\n\n", "Messages: 0\n")
                .doesNotContain("Direct Get", "\n\n\n");

        command.does("stream info ORDERS --json");
        assertThat(command.out())
                .contains("\"max_age\": 3600000000000", "\"retention\": \"workqueue\"", "\"storage\": \"file\"")
                .contains("\"max_msgs\": -1", "\"num_replicas\": 1", "\"duplicate_window\": 120000000000");
    }

    @Test
    void asksForWhatIsMissing() {
        command.isInputTerminal = true;
        command.input = "orders.*\nmemory\n\n\n\n\n\n\n\n\n\n\n\n\n";
        command.does("stream add ORDERS");
        assertThat(command.out()).contains("? Subjects ", "? Storage [file, memory] (file)", "? Message TTL (-1)");
        command.does("str info ORDERS");
        assertThat(command.out()).contains("Storage: Memory");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            arguments                                      | error
            stream                                         | must select a subcommand of natter stream, try --help
            stream nonsense                                | expected command but got "nonsense", try --help
            stream add                                     | cannot ask for "Stream Name" without a terminal, use <stream>
            stream add A                                   | cannot ask for "Subjects" without a terminal, use --subjects
            stream add A --subjects a                      | cannot ask for "Storage" without a terminal, use --storage or --defaults
            stream add A --subjects a --storage f --replicas 1 --retention limits --discard old --max-msgs 1 --max-msgs-per-subject 1 --max-bytes 1 --max-age 1h --max-msg-size 1 --dupe-window 1m | cannot ask for "Allow message Roll-ups" without a terminal, use --allow-rollup or --defaults
            stream add A --subjects a --mirror B           | mirrors cannot listen for messages on subjects
            stream add A --subjects a --storage disk --defaults | storage: got "disk", expected one of [f, file, m, memory]
            stream add A --subjects > --defaults           | could not create Stream: stream "A": capturing all subjects requires no-ack to be true (10052)
            stream add A --subjects > --defaults --validate | Validation Failed: capturing all subjects requires no-ack to be true (10052)
            stream add A --subjects a,a --defaults --validate | Validation Failed: subject "a" overlaps with "a" (10052)
            stream add A.B --subjects a --defaults --output /nope | Validation Failed: stream name is required and can not contain '.', '*', '>', '\\', '/' (10052)
            stream add A --subjects a --defaults --transform-source a | must specify both --transform-source and --transform-destination
            stream info                                    | could not pick a Stream to operate on: cannot pick a Stream without a terminal and no Stream name supplied
            stream info NOPE                               | could not pick a Stream to operate on: unknown stream "NOPE"
            stream rm --force                              | --force requires a stream name
            stream rm NOPE --force                         | could not remove Stream: stream "NOPE": stream not found (10059)
            stream copy A A                                | source and destination Stream names cannot be the same
            stream edit A --mirror B                       | cannot edit mirrors, or sources using the CLI, use --config instead
            stream purge A --seq 1 --keep 1                | sequence and keep cannot be combined when purging
            stream view A                                  | interactive stream paging requires a valid terminal
            """)
    void refuses(String arguments, String error) {
        command.refuses(arguments, error);
    }

    @Test
    void asksBeforeItTakesAway() {
        command.does("stream add ORDERS --subjects orders.* --defaults");
        for (String arguments : new String[] {"rm ORDERS", "purge ORDERS", "seal ORDERS", "edit ORDERS --max-msgs 5"}) {
            command.refuses("stream " + arguments, "could not obtain confirmation: no terminal, use --force");
        }
        command.isInputTerminal = true;
        command.input = "n\n";
        command.does("stream rm ORDERS");
        assertThat(command.out()).contains("Really delete Stream ORDERS (y/N)");
        command.does("stream ls -n");
        assertThat(command.out()).isEqualTo("ORDERS\n");
        command.input = "y\n";
        command.does("stream rm ORDERS");
        command.does("stream ls -n");
        assertThat(command.out()).isEmpty();
    }

    @Test
    void listsAndFindsStreams() {
        command.does("stream ls");
        assertThat(command.out()).isEqualTo("No Streams defined\n");
        command.does("stream add KV_b --subjects $KV.b.> --defaults");
        command.does("stream ls");
        assertThat(command.out()).isEqualTo("No Streams defined, pass -a to include system streams\n");
        command.does("stream add A --subjects a.> --defaults --storage memory");
        command.does("stream add B --subjects b.> --defaults");
        publish("b.x", 3);

        command.does("stream ls");
        assertThat(command.out())
                .contains("│ Name │ Description │ Created             │ Messages │")
                .containsPattern("│ A    │             │ 20.* │        0 │ +0 B │ never")
                .containsPattern("│ B    │             │ 20.* │        3 │ +\\d+ B │ [\\d.]+")
                .doesNotContain("KV_b");
        command.does("stream ls -a --json");
        assertThat(command.out()).isEqualTo("[\n  \"A\",\n  \"B\",\n  \"KV_b\"\n]\n");
        command.does("stream ls --subject b.x");
        assertThat(command.out()).contains("Streams matching b.x").doesNotContain("│ A ");
        command.does("stream find --empty -n");
        assertThat(command.out().lines()).containsExactly("A", "KV_b");
        command.does("stream find --empty --invert -n");
        assertThat(command.out().lines()).containsExactly("B");
        command.does("stream find --subject a.b -n");
        assertThat(command.out().lines()).containsExactly("A");
        command.does("stream report");
        assertThat(command.out())
                .startsWith("Obtaining Stream stats\n\n")
                .containsPattern("│ A +│ Memory +│ +│ +0 │ +0 │ +0 B │ +0 │ +0 │ +0 │");
    }

    @Test
    void showsMessagesAndTakesThemAway() {
        command.does("stream add ORDERS --subjects orders.* --defaults");
        publish("orders.new", 3);
        publish("orders.old", 2);

        command.does("stream get ORDERS 2");
        assertThat(command.out())
                .startsWith("Item: ORDERS#2 received 20")
                .endsWith(" on Subject orders.new\n\nHeaders:\n  Number: 2\n\nmessage 2\n\n\n");
        command.does("stream get ORDERS --last-for orders.old --json");
        assertThat(command.out()).contains("\"subject\": \"orders.old\"", "\"seq\": 5", "\"data\": \"bWVzc2FnZSAy\"");
        command.refuses("stream get ORDERS 99", "could not retrieve ORDERS#99: no message found (10037)");

        command.does("stream subjects ORDERS");
        assertThat(command.out())
                .contains("2 Subjects in stream ORDERS", "│ orders.old │     2 │ orders.new │     3 │");
        command.does("stream subjects ORDERS *.new --json");
        assertThat(command.out()).isEqualTo("{\n  \"orders.new\": 3\n}\n");
        command.does("stream subjects ORDERS nope");
        assertThat(command.out()).isEqualTo("No subjects found matching nope\n");

        command.does("stream gaps ORDERS");
        assertThat(command.out()).isEqualTo("No deleted messages in ORDERS\n");
        command.does("stream rmm ORDERS 2 --force");
        command.does("stream gaps ORDERS");
        assertThat(command.out()).contains("1 gap found in Stream ORDERS", "│             2 │            2 │");
        command.does("stream gaps ORDERS --json");
        assertThat(command.out()).isEqualTo("[\n  [\n    2,\n    2\n  ]\n]\n");

        command.does("stream purge ORDERS --force --subject orders.old");
        assertThat(command.out())
                .startsWith("Purged 2 messages from ORDERS\n\nState for Stream ORDERS created ")
                .contains("Messages: 2\n");
        command.does("stream state ORDERS --json");
        assertThat(command.out()).contains("\"messages\": 2");
    }

    @Test
    void pagesThroughMessages() {
        command.does("stream add ORDERS --subjects orders.* --defaults");
        publish("orders.new", 3);
        command.isInputTerminal = true;
        command.input = "y\n";
        command.does("stream view ORDERS 2");
        assertThat(command.out()).contains("[1] Subject: orders.new Received: 20", "  Number: 3\nmessage 3");
        assertThat(command.err()).contains("Reached apparent end of data");
        command.input = "n\n";
        command.does("stream view ORDERS 1 --id 2 --raw");
        assertThat(command.out()).isEqualTo("message 2\n? Next Page? (Y/n) ");
    }

    @Test
    void editsCopiesAndSeals() {
        command.does("stream add ORDERS --subjects orders.* --defaults");
        command.does("stream edit ORDERS --force --max-msgs 5 --subjects orders.*");
        assertThat(command.out())
                .startsWith(
                        "Differences (-old +new):\n  - max_msgs: -1\n  + max_msgs: 5\nStream ORDERS was updated\n\n")
                .contains("Maximum Messages: 5\n");
        command.does("stream edit ORDERS --max-msgs 5");
        assertThat(command.out()).isEqualTo("No difference in configuration\n");
        assertThat(command.run("stream", "edit", "ORDERS", "--max-msgs", "6", "--dry-run"))
                .isEqualTo(1);

        command.does("stream copy ORDERS COPY --subjects copies.*");
        assertThat(command.out()).startsWith("Stream COPY was created\n\n").contains("Maximum Messages: 5\n");

        command.does("stream seal COPY -f");
        assertThat(command.out()).contains("Sealed: true\n");
    }

    @Test
    void takesAndSavesFiles() throws Exception {
        Path file = home.resolve("orders.json");
        command.does("stream add ORDERS --subjects orders.* --defaults --output " + file);
        assertThat(file).content().contains("\"name\": \"ORDERS\"", "\"duplicate_window\": 120000000000");
        command.does("stream add --config " + file + " --validate");
        assertThat(command.out()).contains("Configuration is a valid Stream matching");
        command.does("stream add --config " + file);
        assertThat(command.out()).startsWith("Stream ORDERS was created\n\n");

        command.does("stream info ORDERS --json");
        Files.writeString(file, command.out());
        command.does("stream add OTHER --config " + file + " --subjects others.*");
        assertThat(command.out()).contains("Subjects: others.*\n");
        Files.writeString(file, "[]");
        assertThat(command.run("stream", "add", "--config", file.toString())).isEqualTo(1);
        assertThat(command.err()).contains("invalid input: " + file);
    }

    @Test
    void mirrorsAndSources() {
        command.does("stream add ORDERS --subjects orders.* --defaults");
        command.does("stream add MIRROR --mirror ORDERS --defaults");
        assertThat(command.out()).contains("Mirror: ORDERS\n", "Mirror Information:\n");
        command.run(
                "stream",
                "add",
                "ALL",
                "--source",
                "{\"name\":\"ORDERS\",\"filter_subject\":\"orders.new\"}",
                "--defaults");
        assertThat(command.out()).contains("Sources: ORDERS\n", "Subject Filter: orders.new\n");
        Path dot = home.resolve("graph.dot");
        command.does("stream report --dot " + dot);
        assertThat(command.out()).contains("Replication Report", "│ MIRROR │ Mirror │", "│ ALL    │ Source │");
        assertThat(dot).content().contains("\"ORDERS\" -> \"MIRROR\" [color=\"blue\",label=\"Mirror\"];");
    }

    @Test
    void backsUpAndRestores() {
        command.does("stream add ORDERS --subjects orders.* --defaults");
        command.does("consumer add ORDERS NEW --defaults");
        publish("orders.new", 3);
        Path target = home.resolve("backup");
        command.does("stream backup ORDERS " + target + " --check");
        assertThat(command.out())
                .startsWith("Starting backup of Stream \"ORDERS\" with ")
                .contains("Health Check was requested")
                .containsPattern("Received [\\d.]+ [KM]?i?B compressed data in 1 chunks for stream \"ORDERS\" in ");
        assertThat(target.resolve("backup.json")).exists();

        command.refuses("stream restore " + target, "Stream \"ORDERS\" already exist");
        command.does("stream rm ORDERS --force");
        command.does("stream restore " + target + " --no-progress");
        assertThat(command.out())
                .startsWith("Starting restore of Stream \"ORDERS\" from file ")
                .contains("Restored stream \"ORDERS\" in ", "Messages: 3\n", "Active Consumers: 1\n");
        command.refuses("stream backup NOPE " + target, "stream \"NOPE\": stream not found (10059)");
        command.refuses("stream restore " + home, "restore failed: no backup.json in " + home);
    }

    @Test
    void saysThatASingleServerIsNoCluster() {
        command.does("stream add ORDERS --subjects orders.* --defaults");
        command.does("consumer add ORDERS NEW --defaults");
        command.refuses("stream cluster step-down ORDERS", "stream \"ORDERS\" is not clustered");
        command.refuses(
                "stream cluster peer-remove ORDERS A",
                "removing the only peer on a stream will result in data loss, use --force to force");
        assertThat(command.run("stream", "cluster", "pr", "ORDERS", "A", "--force"))
                .isEqualTo(1);
        assertThat(command.err())
                .contains("natter: error: stream \"ORDERS\": JetStream clustering support required (10010)");
        command.refuses("consumer cluster step-down ORDERS NEW", "consumer \"ORDERS\" > \"NEW\" is not clustered");
        command.refuses("stream graph ORDERS", "can only graph data on an interactive terminal");
    }

    @Test
    void publishesToAStream() {
        command.does("stream add ORDERS --subjects orders.* --defaults");
        command.does("pub orders.new hello --jetstream -H Nats-Msg-Id:one");
        assertThat(command.err())
                .contains("Published 5 bytes to \"orders.new\"", "Stored in Stream: ORDERS Sequence: 1");
        command.does("pub orders.new hello -J -H Nats-Msg-Id:one");
        assertThat(command.err()).contains("Sequence: 1 Duplicate: true");
        assertThat(command.run("pub", "nobody", "hello", "-J")).isEqualTo(1);
    }
}
