package io.natter.cli.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.cli.command.CommandRun;
import io.natter.cli.command.JetStreamServer;
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
        command.does("stream add ORDERS --subjects orders.* --defaults");
        try (NatsConnection nats = JetStreamServer.connect(server.url())) {
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

    @Test
    void addsAndShowsAPullConsumer() {
        command.does(
                "consumer add ORDERS NEW --defaults --filter orders.new --wait 1m --max-deliver 5 --description Mine");
        assertThat(command.out())
                .startsWith("Information for Consumer ORDERS > NEW created 20")
                .contains("\nConfiguration:\n\n", "Name: NEW\n", "Description: Mine\n", "Pull Mode: true\n")
                .contains("Filter Subject: orders.new\n", "Deliver Policy: All\n", "Ack Policy: Explicit\n")
                .contains("Ack Wait: 1m0s\n", "Maximum Deliveries: 5\n", "Max Ack Pending: 1,000\n")
                .contains("\nState:\n\n", "Last Delivered Message: Consumer sequence: 0 Stream sequence: 0\n")
                .contains("Outstanding Acks: 0 out of maximum 1,000\n", "Unprocessed Messages: 4\n")
                .contains("Waiting Pulls: 0 of maximum 512\n")
                .doesNotContain("\n\n\n");
        command.does("c info ORDERS NEW --json");
        assertThat(command.out())
                .contains("\"ack_wait\": 60000000000", "\"num_pending\": 4", "\"durable_name\": \"NEW\"");
        command.does("con state ORDERS NEW");
        assertThat(command.out())
                .startsWith("State for Consumer ORDERS > NEW created 20")
                .doesNotContain("Pull Mode");
    }

    @Test
    void asksForWhatIsMissing() {
        command.isInputTerminal = true;
        command.input = "NEW\n\n\nall\n\norders.*\n\n\n\n\n";
        command.does("consumer add ORDERS");
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
            consumer add ORDERS A --defaults --validate --backoff linear --backoff-steps 5 --max-deliver 2 | Validation Failed: max deliver is required to be > length of backoff values (10116)
            consumer info ORDERS NOPE            | could not select Consumer: unknown consumer "ORDERS" > "NOPE"
            consumer info ORDERS                 | could not select Consumer: cannot pick a Consumer without a terminal and no Consumer name supplied
            consumer rm ORDERS --force           | --force requires a stream and consumer name
            consumer rm ORDERS NOPE -f           | could not remove Consumer: consumer "ORDERS > NOPE": consumer not found (10014)
            consumer copy ORDERS NOPE A          | could not load source Consumer: no consumer "NOPE"
            consumer next ORDERS                 | required argument 'consumer' not provided, try --help
            consumer next ORDERS A --term --nak  | can not both Acknowledge and Terminate message
            """)
    void refuses(String arguments, String error) {
        command.refuses(arguments, error);
    }

    @Test
    void listsFindsAndReports() {
        command.does("consumer ls ORDERS");
        assertThat(command.out()).isEqualTo("No Consumers defined\n");
        command.does("consumer add ORDERS PULL --defaults --description Puller");
        command.does("consumer add ORDERS PUSH --defaults --target push.here --ack none --deliver new");
        assertThat(command.out()).contains("Delivery Subject: push.here\n", "Active Interest: No interest\n");

        command.does("consumer ls ORDERS");
        assertThat(command.out())
                .contains("│ Name │ Description │ Created             │ Ack Pending │ Unprocessed │ Last Delivery │")
                .containsPattern("│ PULL │ Puller      │ 20.* │           0 │           4 │ never");
        command.does("consumer ls ORDERS --names");
        assertThat(command.out()).isEqualTo("PULL\nPUSH\n");
        command.does("consumer ls ORDERS -j");
        assertThat(command.out()).isEqualTo("[\n  \"PULL\",\n  \"PUSH\"\n]\n");
        command.does("consumer find ORDERS --push");
        assertThat(command.out()).isEqualTo("PUSH\n");
        command.does("consumer find ORDERS --pending 1 --invert");
        assertThat(command.out()).isEqualTo("PULL\n");
        command.does("consumer report ORDERS");
        assertThat(command.out())
                .contains("Consumer report for ORDERS with 2 consumers")
                .containsPattern("│ PULL +│ Pull │ Explicit +│ 30.00s +│ +0 │ +0 │ 4 / 100% +│ +0 │");
    }

    @Test
    void takesMessages() {
        command.does("consumer add ORDERS NEW --defaults");
        command.does("consumer next ORDERS NEW");
        assertThat(command.out())
                .containsPattern("^\\[[\\d:]+] subj: orders.new / tries: 1 / cons seq: 1 / str seq: 1 / pending: 3\n\n")
                .endsWith("message 1\n\nAcknowledged message\n\n");
        command.does("consumer next ORDERS NEW --raw --count 2");
        assertThat(command.out()).isEqualTo("message 2\nmessage 3\n");
        command.does("consumer next ORDERS NEW --nak");
        assertThat(command.out()).endsWith("message 4\n\nNegative Acknowledged message\n\n");
        command.does("consumer sub ORDERS NEW --no-ack");
        assertThat(command.out()).contains("/ tries: 2 /").endsWith("message 4\n");
        command.does("consumer info ORDERS NEW");
        assertThat(command.out()).contains("Outstanding Acks: 1 out of maximum 1,000\n");
        command.refuses("consumer next ORDERS NEW --timeout 100ms", "no message received: nats: timeout");
    }

    @Test
    void editsCopiesResetsAndRemoves() throws Exception {
        command.does("consumer add ORDERS NEW --defaults");
        command.does("consumer next ORDERS NEW --raw");
        command.does(
                "consumer edit ORDERS NEW --force --max-pending 7 --backoff linear --backoff-steps 2 --max-deliver 3");
        assertThat(command.out())
                .startsWith("Differences (-old +new):\n")
                .contains("+ max_ack_pending: 7\n", "Max Ack Pending: 7\n", "Backoff: 1m0s, 10m30s\n");
        command.does("consumer edit ORDERS NEW --max-pending 7");
        assertThat(command.out()).isEqualTo("No difference in configuration\n");
        assertThat(command.run("consumer", "edit", "ORDERS", "NEW", "--description", "x", "--dry-run"))
                .isEqualTo(1);

        command.does("consumer copy ORDERS NEW COPY --filter orders.new");
        assertThat(command.out()).contains("Name: COPY\n", "Max Ack Pending: 7\n", "Unprocessed Messages: 4\n");
        command.does("consumer reset ORDERS NEW --force");
        assertThat(command.out()).startsWith("State for Consumer ORDERS > NEW").contains("Unprocessed Messages: 3\n");

        command.does("consumer info ORDERS COPY --json");
        Path file = home.resolve("consumer.json");
        Files.writeString(file, command.out());
        command.does("consumer add ORDERS FILE --config " + file);
        assertThat(command.out()).contains("Name: FILE\n", "Filter Subject: orders.new\n");
        command.does("consumer add ORDERS FILE --config " + file + " --validate");
        assertThat(command.out()).contains("Configuration is a valid Consumer");

        command.refuses("consumer rm ORDERS COPY", "could not obtain confirmation: no terminal, use --force");
        command.does("consumer rm ORDERS COPY --force");
        command.does("consumer ls ORDERS -n");
        assertThat(command.out()).isEqualTo("FILE\nNEW\n");
    }

    @Test
    void pausesAndResumes() {
        command.does("consumer add ORDERS NEW --defaults");
        command.does("consumer pause ORDERS NEW 1h --force");
        assertThat(command.out())
                .startsWith("Paused ORDERS > NEW until 20")
                .containsPattern("\\(1h0m0s\\)|\\(59m5\\ds\\)");
        command.does("consumer info ORDERS NEW");
        assertThat(command.out()).contains("Paused Until Deadline: 20", "Paused Until: 20");
        command.does("consumer resume ORDERS NEW --force");
        assertThat(command.out()).startsWith("Consumer ORDERS > NEW was resumed while previously paused until 20");
        command.refuses("consumer resume ORDERS NEW --force", "consumer is not paused");
        command.refuses("consumer unpin ORDERS NEW g --force", "consumer is not a pinned priority consumer");
        command.does("consumer add ORDERS PIN --defaults --pinned-groups g --pinned-ttl 1m");
        assertThat(command.out())
                .contains("Priority Policy: pinned_client\n", "Priority Groups: g\n", "Pinned TTL: 1m0s\n");
        command.refuses("consumer unpin ORDERS PIN g --force", "no priority groups have pinned clients");
    }
}
