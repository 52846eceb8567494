package io.natter.cli.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.cli.command.CommandRun;
import io.natter.cli.command.JetStreamServer;
import io.natter.client.Nats;
import io.natter.client.NatsConnection;
import io.natter.client.jetstream.JetStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConsumerCommandsIT {
    @TempDir
    private Path home;

    private JetStreamServer server;
    private CommandRun command;

    @BeforeEach
    void start() {
        server = JetStreamServer.start(home.resolve("store"));
        command = new CommandRun(home, server.url());
        command.isInputTerminal = false;
        run("stream add ORDERS --subjects orders.* --defaults");
        try (NatsConnection nats = Nats.connect(server.url())) {
            JetStream js = JetStream.of(nats);
            for (int i = 1; i <= 4; i++) {
                js.publish("orders.new", "message " + i);
            }
        }
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void run(String arguments) {
        assertThat(command.run(arguments.split(" ")))
                .as("%s: %s", arguments, command.err())
                .isZero();
    }

    private void fail(String arguments, String error) {
        assertThat(command.run(arguments.split(" "))).as(command.out()).isEqualTo(1);
        assertThat(command.err()).isEqualTo("natter: error: " + error + System.lineSeparator());
    }

    @Test
    void addsAndShowsAPullConsumer() {
        run("consumer add ORDERS NEW --defaults --filter orders.new --wait 1m --max-deliver 5 --description Mine");
        assertThat(command.out())
                .startsWith("Information for Consumer ORDERS > NEW created 20")
                .contains("\nConfiguration:\n\n", "Name: NEW\n", "Description: Mine\n", "Pull Mode: true\n")
                .contains("Filter Subject: orders.new\n", "Deliver Policy: All\n", "Ack Policy: Explicit\n")
                .contains("Ack Wait: 1m0s\n", "Maximum Deliveries: 5\n", "Max Ack Pending: 1,000\n")
                .contains("\nState:\n\n", "Last Delivered Message: Consumer sequence: 0 Stream sequence: 0\n")
                .contains("Outstanding Acks: 0 out of maximum 1,000\n", "Unprocessed Messages: 4\n")
                .contains("Waiting Pulls: 0 of maximum 512\n")
                .doesNotContain("\n\n\n");
        run("c info ORDERS NEW --json");
        assertThat(command.out())
                .contains("\"ack_wait\": 60000000000", "\"num_pending\": 4", "\"durable_name\": \"NEW\"");
        run("con state ORDERS NEW");
        assertThat(command.out())
                .startsWith("State for Consumer ORDERS > NEW created 20")
                .doesNotContain("Pull Mode");
    }

    @Test
    void asksForWhatIsMissing() {
        command.isInputTerminal = true;
        command.input = "NEW\n\n\nall\n\norders.*\n\n\n\n\n";
        run("consumer add ORDERS");
        assertThat(command.out())
                .contains("? Consumer name ", "? Delivery target (empty for Pull Consumers) ")
                .contains("Ack Policy: All\n", "Filter Subject: orders.*\n");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            arguments                            | error
            consumer add                         | could not pick a Stream to operate on: cannot pick a Stream without a terminal and no Stream name supplied
            consumer add ORDERS                  | cannot ask for "Consumer name" without a terminal, use <consumer>
            consumer add ORDERS A                | cannot ask for "Delivery target (empty for Pull Consumers)" without a terminal, use --target, --pull or --defaults
            consumer add ORDERS A --pull         | cannot ask for "Start policy (all, new, last, subject, 1h, msg sequence)" without a terminal, use --deliver or --defaults
            consumer add ORDERS a.b --defaults   | durable name can not contain '.', '*', '>'
            consumer add ORDERS A --defaults --bps 100 | rate limits are only possible on Push consumers
            consumer add ORDERS A --defaults --heartbeat 5s | pull subscribers does not support idle heartbeats
            consumer add ORDERS A --defaults --sample 101 | sample percent is not between 0 and 100
            consumer info ORDERS NOPE            | could not select Consumer: unknown consumer "ORDERS" > "NOPE"
            consumer info ORDERS                 | could not select Consumer: cannot pick a Consumer without a terminal and no Consumer name supplied
            consumer rm ORDERS --force           | --force requires a stream and consumer name
            consumer rm ORDERS NOPE -f           | could not remove Consumer: consumer not found (10014)
            consumer copy ORDERS NOPE A          | could not load source Consumer: no consumer "NOPE"
            consumer next ORDERS                 | required argument 'consumer' not provided, try --help
            consumer next ORDERS A --term --nak  | can not both Acknowledge and Terminate message
            """)
    void refuses(String arguments, String error) {
        fail(arguments, error);
    }

    @Test
    void listsFindsAndReports() {
        run("consumer ls ORDERS");
        assertThat(command.out()).isEqualTo("No Consumers defined\n");
        run("consumer add ORDERS PULL --defaults --description Puller");
        run("consumer add ORDERS PUSH --defaults --target push.here --ack none --deliver new");
        assertThat(command.out()).contains("Delivery Subject: push.here\n", "Active Interest: No interest\n");

        run("consumer ls ORDERS");
        assertThat(command.out())
                .contains("│ Name │ Description │ Created             │ Ack Pending │ Unprocessed │ Last Delivery │")
                .containsPattern("│ PULL │ Puller      │ 20.* │           0 │           4 │ never");
        run("consumer ls ORDERS --names");
        assertThat(command.out()).isEqualTo("PULL\nPUSH\n");
        run("consumer ls ORDERS -j");
        assertThat(command.out()).isEqualTo("[\n  \"PULL\",\n  \"PUSH\"\n]\n");
        run("consumer find ORDERS --push");
        assertThat(command.out()).isEqualTo("PUSH\n");
        run("consumer find ORDERS --pending 1 --invert");
        assertThat(command.out()).isEqualTo("PULL\n");
        run("consumer report ORDERS");
        assertThat(command.out())
                .contains("Consumer report for ORDERS with 2 consumers")
                .containsPattern("│ PULL +│ Pull │ Explicit +│ 30.00s +│ +0 │ +0 │ 4 / 100% +│ +0 │");
    }

    @Test
    void takesMessages() {
        run("consumer add ORDERS NEW --defaults");
        run("consumer next ORDERS NEW");
        assertThat(command.out())
                .containsPattern("^\\[[\\d:]+] subj: orders.new / tries: 1 / cons seq: 1 / str seq: 1 / pending: 3\n\n")
                .endsWith("message 1\n\nAcknowledged message\n\n");
        run("consumer next ORDERS NEW --raw --count 2");
        assertThat(command.out()).isEqualTo("message 2\nmessage 3\n");
        run("consumer next ORDERS NEW --nak");
        assertThat(command.out()).endsWith("message 4\n\nNegative Acknowledged message\n\n");
        run("consumer sub ORDERS NEW --no-ack");
        assertThat(command.out()).contains("/ tries: 2 /").endsWith("message 4\n");
        run("consumer info ORDERS NEW");
        assertThat(command.out()).contains("Outstanding Acks: 1 out of maximum 1,000\n");
        fail("consumer next ORDERS NEW --timeout 100ms", "no message received: nats: timeout");
    }

    @Test
    void editsCopiesResetsAndRemoves() throws Exception {
        run("consumer add ORDERS NEW --defaults");
        run("consumer next ORDERS NEW --raw");
        run("consumer edit ORDERS NEW --force --max-pending 7 --backoff linear --backoff-steps 2 --max-deliver 3");
        assertThat(command.out())
                .startsWith("Differences (-old +new):\n")
                .contains("+ max_ack_pending: 7\n", "Max Ack Pending: 7\n", "Backoff: 1m0s, 10m30s\n");
        run("consumer edit ORDERS NEW --max-pending 7");
        assertThat(command.out()).isEqualTo("No difference in configuration\n");
        assertThat(command.run("consumer", "edit", "ORDERS", "NEW", "--description", "x", "--dry-run"))
                .isEqualTo(1);

        run("consumer copy ORDERS NEW COPY --filter orders.new");
        assertThat(command.out()).contains("Name: COPY\n", "Max Ack Pending: 7\n", "Unprocessed Messages: 4\n");
        run("consumer reset ORDERS NEW --force");
        assertThat(command.out()).startsWith("State for Consumer ORDERS > NEW").contains("Unprocessed Messages: 3\n");

        run("consumer info ORDERS COPY --json");
        Path file = home.resolve("consumer.json");
        Files.writeString(file, command.out());
        run("consumer add ORDERS FILE --config " + file);
        assertThat(command.out()).contains("Name: FILE\n", "Filter Subject: orders.new\n");
        run("consumer add ORDERS FILE --config " + file + " --validate");
        assertThat(command.out()).contains("Configuration is a valid Consumer");

        fail("consumer rm ORDERS COPY", "could not obtain confirmation: no terminal, use --force");
        run("consumer rm ORDERS COPY --force");
        run("consumer ls ORDERS -n");
        assertThat(command.out()).isEqualTo("FILE\nNEW\n");
    }

    @Test
    void pausesAndResumes() {
        run("consumer add ORDERS NEW --defaults");
        run("consumer pause ORDERS NEW 1h --force");
        assertThat(command.out())
                .startsWith("Paused ORDERS > NEW until 20")
                .containsPattern("\\(1h0m0s\\)|\\(59m5\\ds\\)");
        run("consumer info ORDERS NEW");
        assertThat(command.out()).contains("Paused Until Deadline: 20", "Paused Until: 20");
        run("consumer resume ORDERS NEW --force");
        assertThat(command.out()).startsWith("Consumer ORDERS > NEW was resumed while previously paused until 20");
        fail("consumer resume ORDERS NEW --force", "consumer is not paused");
        fail("consumer unpin ORDERS NEW g --force", "consumer is not a pinned priority consumer");
        run("consumer add ORDERS PIN --defaults --pinned-groups g --pinned-ttl 1m");
        assertThat(command.out())
                .contains("Priority Policy: pinned_client\n", "Priority Groups: g\n", "Pinned TTL: 1m0s\n");
        fail("consumer unpin ORDERS PIN g --force", "no priority groups have pinned clients");
    }
}
