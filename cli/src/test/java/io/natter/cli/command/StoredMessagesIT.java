package io.natter.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.client.jetstream.JetStream;
import io.natter.client.jetstream.JetStreamMessage;
import io.natter.protocol.jetstream.RetentionPolicy;
import io.natter.protocol.jetstream.StreamConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code pub} and {@code sub} where a stream is meant. */
final class StoredMessagesIT {
    private static final int STORED = 20_000;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    private Path home;

    private JetStreamServer server;
    private CommandRun command;

    @BeforeEach
    void start() {
        server = JetStreamServer.start(home.resolve("store"));
        command = new CommandRun(home, server.url());
        JetStream js = server.jetStream();
        js.createStream(StreamConfig.builder("ORDERS")
                .subjects("orders.*")
                .allowDirect(true)
                .allowAtomic(true)
                .build());
        js.createStream(StreamConfig.builder("WORK")
                .subjects("work.*")
                .retention(RetentionPolicy.WORK_QUEUE)
                .build());
        js.publish("orders.new", "one");
        js.publish("orders.old", "two");
        js.publish("orders.new", "three");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            arguments                                    | output
            sub --stream ORDERS -T                       | one two three
            sub orders.new --all -T                      | one three
            sub orders.new --all --count 1               | one
            sub --stream ORDERS --last -T                | three
            sub --stream ORDERS --start-sequence 2 -T    | two three
            sub --stream ORDERS --start-sequence 9 -T    |
            sub --stream ORDERS --since 1h -T            | one two three
            sub --stream ORDERS --last-per-subject -T    | two three
            sub orders.none --stream ORDERS -T           |
            sub --stream ORDERS -T -I orders.new         | two
            sub --stream ORDERS --wait 1ns --new         |
            sub --stream ORDERS --direct -T              | one two three
            sub orders.new --direct -T                   | one three
            sub --stream ORDERS --direct --last -T       | three
            sub --stream ORDERS --direct --new -T        |
            sub --stream ORDERS --direct --since 1h -T   | one two three
            sub --stream ORDERS --direct --start-sequence 2 -T | two three
            sub --stream ORDERS --direct --last-per-subject -T | two three
            """)
    void showsWhatAStreamHolds(String arguments, String output) {
        command.does(arguments + " --raw");
        assertThat(command.out().lines()).containsExactly(output == null ? new String[0] : output.split(" "));
    }

    @Test
    void saysWhereAMessageStands() {
        command.does("sub orders.new --all -T --count 1");
        assertThat(command.out())
                .containsPattern("^\\[#1] Received JetStream message: stream: ORDERS seq: 1 / pending: 1 / "
                        + "subject: orders.new / time: 20[-\\d]+ [:\\d]+\n")
                .endsWith("one\n\n\n");
        assertThat(command.err()).endsWith(" Subscribing to subject orders.new from first received message \n");
        command.does("sub orders.old --direct -T");
        assertThat(command.out())
                .containsPattern("^\\[#1] Received JetStream message \\(direct\\): stream: ORDERS seq 2 / "
                        + "subject: orders.old / time: 20");
        assertThat(command.err())
                .endsWith(" Subscribing to JetStream Stream (direct) holding messages with subject orders.old from "
                        + "first received message \n");
        command.does("sub orders.old --all -T --dump " + home.resolve("dump"));
        assertThat(home.resolve("dump/2.json")).content().contains("\"Data\":\"dHdv\"");
    }

    @Test
    void acknowledgesForADurableConsumer() {
        command.does("consumer add ORDERS NEW --defaults --filter orders.new");
        command.does("sub --stream ORDERS --durable NEW --raw --count 1");
        assertThat(command.out()).isEqualTo("one\n");
        assertThat(command.err())
                .endsWith(" Subscribing to JetStream Stream \"ORDERS\" using existing pull consumer \"NEW\"\n");
        command.does("sub --stream ORDERS --durable NEW --raw -T");
        assertThat(command.out()).isEqualTo("three\n");
        command.does("sub --stream ORDERS --durable NEW --raw -T");
        assertThat(command.out()).isEmpty();

        command.does("sub --stream ORDERS --durable MADE --raw -T");
        assertThat(command.out()).isEqualTo("one\ntwo\nthree\n");
        command.does("consumer info ORDERS MADE --json");
        assertThat(command.out()).contains("\"durable_name\": \"MADE\"", "\"ack_policy\": \"none\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"explicit", "all"})
    void givesBackWhatItHasNotShownWhenItIsInterrupted(String acknowledging) throws InterruptedException {
        JetStream js = server.jetStream();
        try (var more = js.publisher()) {
            for (int i = 3; i < STORED; i++) {
                more.send("orders.new", "more");
            }
        }
        command.does("consumer add ORDERS ALL --defaults --wait 1h --ack " + acknowledging);
        command.runUntil(out -> out.contains("\n"), "sub", "--stream", "ORDERS", "--durable", "ALL", "--raw");
        long shown = command.out().lines().count();
        var others = js.stream("ORDERS").consumer("ALL");
        long left = STORED - shown;
        while (left > 0) {
            List<JetStreamMessage> given = others.fetch((int) Math.min(left, 500), PATIENCE);
            assertThat(given).as("of %s that were not shown", left).isNotEmpty(); // an hour is left to acknowledge them
            given.forEach(JetStreamMessage::ack);
            left -= given.size();
        }
        assertThat(shown).isPositive();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            arguments                              | error
            sub --all                              | subject is required
            sub a b --all                          | streams subscribe support only 1 subject
            sub a --durable D                      | cannot specify both subjects and a durable consumer
            sub --stream ORDERS --durable D --direct | cannot use direct get when a durable name is supplied
            sub a -T                               | --terminate-at-end is only supported for JetStream subscriptions
            sub -i --stream ORDERS                 | generating inboxes is not compatible with JetStream subscriptions
            sub a --queue q --all                  | queue group subscriptions are not supported with JetStream
            sub a --match-replies --all            | cannot enable --match-replies for JetStream streams
            sub nowhere --all                      | no stream found with subject: nowhere
            sub --stream NOPE                      | stream "NOPE": stream not found (10059)
            sub --stream WORK                      | cannot enable direct gets: allow_direct is not set to true for stream WORK, whose messages only a consumer may take, use --durable
            pub orders.new a --schedule-every 1m   | schedule destination is required when setting schedule properties
            pub orders.new a --schedule-dest orders.old | schedule: got no time, expected one of --schedule-at, --schedule-after, --schedule-every and --schedule-cron
            pub orders.new a --schedule-dest b --schedule-after 0s | --schedule-after must be greater than 0
            pub orders.new a --schedule-dest b --schedule-at noon | --schedule-at: got "noon", expected a time such as 2026-11-21T15:04:05Z
            pub orders.new a --schedule-dest b --schedule-after 1s --schedule-every 1s | --schedule-every may not be used with --schedule-at or --schedule-after
            pub orders.new a --atomic              | atomic batch publishing requires JetStream and STDIN with --send-on=newline
            pub orders.new a --atomic --schedule-dest b | atomic batch publishing does not support schedules
            """)
    void refuses(String arguments, String error) {
        assertThat(command.run(arguments.split(" "))).as(command.out()).isEqualTo(1);
        assertThat(command.err()).endsWith("natter: error: " + error + System.lineSeparator());
    }

    @Test
    void storesABatchWholeOrNotAtAll() {
        command.isInputTerminal = false;
        command.input = "four\nfive\n";
        command.does("pub orders.batch --atomic --send-on newline -H A:{{Count}}");
        assertThat(command.err())
                .contains("Adding 4 bytes to batch on subject \"orders.batch\"", "Messages: 2 Sequence: 5")
                .contains("Wrote batch ID: ");
        command.does("sub orders.batch --all -T");
        assertThat(command.out()).contains("A: 1\n", "four\n", "five\n");

        command.input = "six\nseven\n";
        assertThat(command.run("pub", "work.{{Count}}", "--atomic", "--send-on", "newline"))
                .isEqualTo(1);
        assertThat(server.jetStream().stream("WORK").info().state().messages()).isZero();
    }

    @Test
    void schedulesAMessage() {
        server.jetStream()
                .createStream(StreamConfig.builder("PLAN")
                        .subjects("plan.*", "done.*")
                        .allowSchedules(true)
                        .allowMessageTtl(true)
                        .build());
        command.does("pub plan.a later --schedule-after 1h --schedule-dest done.a --schedule-ttl 1m");
        assertThat(command.err()).contains("Stored in Stream: PLAN Sequence: 1");
        command.does("stream get PLAN 1");
        assertThat(command.out())
                .contains("Nats-Schedule: @at 20", "Nats-Schedule-Target: done.a", "Nats-Schedule-TTL: 60s");
        command.does("pub plan.b again --schedule-every 1m --schedule-dest done.b --schedule-source plan.a");
        command.does("stream get PLAN 2");
        assertThat(command.out()).contains("Nats-Schedule: @every 60s", "Nats-Schedule-Source: plan.a");
    }
}
