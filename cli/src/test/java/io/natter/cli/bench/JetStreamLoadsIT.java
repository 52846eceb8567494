package io.natter.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.cli.command.CommandRun;
import io.natter.cli.command.JetStreamServer;
import io.natter.client.keyvalue.KeyValueConfig;
import io.natter.client.keyvalue.KeyValueManagement;
import io.natter.protocol.jetstream.StorageType;
import io.natter.protocol.jetstream.StreamConfig;
import io.natter.protocol.jetstream.StreamInfo;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JetStreamLoadsIT {
    private final JetStreamServer server;
    private final CommandRun command;
    private final Path home;

    JetStreamLoadsIT(@TempDir Path store, @TempDir Path home) {
        this.home = home;
        server = JetStreamServer.start(store);
        command = new CommandRun(home, server.url());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String run(String arguments) {
        assertThat(command.run(arguments.split(" "))).as(command.err()).isZero();
        return command.out();
    }

    private StreamInfo stream() {
        return server.jetStream().stream("benchstream").info();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            sync --storage memory --maxbytes 4MB      | JetStream synchronous publisher
            async --batch 40                         | JetStream asynchronous publisher
            atomic --batch 40                        | JetStream atomic batch publisher
            batch --batch 40                         | JetStream atomic batch publisher
            fast --batch 40 --max-outstanding-acks 2 | JetStream fast batch publisher
            async --persistasync --throughput 100000 | JetStream asynchronous publisher
            """)
    void publishes(String way, String label) {
        String out = run("bench js pub " + way + " bench --create --msgs 101 --clients 2 --size 16");
        assertThat(stream().state().messages()).isEqualTo(101);
        assertThat(stream().config().storage() == StorageType.MEMORY).isEqualTo(way.contains("memory"));
        assertThat(stream().config().maxBytes()).isEqualTo(way.contains("4MB") ? 4L << 20 : 1L << 30);
        assertThat(out)
                .contains("NATS " + label + " aggregated stats: ", "(51 msgs)", "(50 msgs)", "latencies per operation");
        assertThat(command.err())
                .contains("Starting " + label + " benchmark [", "Using stream: benchstream")
                .contains("[2] Starting " + label + ", publishing 50 messages");
    }

    @Test
    void publishesOnManySubjectsWithIds() {
        server.jetStream()
                .createStream(StreamConfig.builder("S").subjects(List.of("a.*")).build());
        run("bench js pub async a --stream S --multisubject --multisubjectmax 7 --dedup --msgs 20 -H K:v --size 3");
        StreamInfo info = server.jetStream().stream("S").info();
        assertThat(info.state().messages()).isEqualTo(20);
        assertThat(info.state().subjectCount()).isEqualTo(7);
        assertThat(server.jetStream().stream("S")
                        .message(1)
                        .orElseThrow()
                        .headers()
                        .names())
                .contains("K", "Nats-Msg-Id");
        run("bench js pub sync a.1 --stream S --purge --msgs 2");
        assertThat(server.jetStream().stream("S").info().state().messages()).isEqualTo(2);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            consume --acks explicit             | JetStream durable consumer (callback)
            consume --acks none --clients 2     | JetStream durable consumer (callback)
            consume --acks all                  | JetStream durable consumer (callback)
            consume --doubleack --clients 2     | JetStream durable consumer (callback)
            fetch --batch 7 --clients 2         | JetStream durable consumer (fetch)
            fetch --batch 500 --filter bench    | JetStream durable consumer (fetch)
            ordered --clients 2                 | JetStream ordered ephemeral consumer
            ordered --filter bench --batch 10   | JetStream ordered ephemeral consumer
            get sync --clients 2                | JetStream synchronous getter
            get batch --batch 9                 | JetStream batched direct getter
            """)
    void takesWhatWasPublished(String load, String label) {
        run("bench js pub async bench --create --msgs 120 --size 16");
        String out = run("bench js " + load + " --msgs 100");
        assertThat(out).contains("NATS " + label + (load.contains("--clients") ? " aggregated stats: " : " stats: "));
        assertThat(command.err()).contains("Starting " + label + " benchmark [").doesNotContain("WARNING");
    }

    @Test
    void takesFromAConsumerOfTheUsersAndPurges() {
        run("bench js pub async bench --create --msgs 10");
        assertThat(command.run("bench", "js", "fetch", "--consumer", "mine", "--msgs", "1"))
                .isEqualTo(1);
        assertThat(command.err()).contains("getting durable consumer 'mine': consumer not found (10014)");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"ordered", "consume", "fetch", "get batch"})
    void saysThatThereIsNoStream(String load) {
        assertThat(command.run(("bench js " + load + " --msgs 1").split(" "))).isEqualTo(1);
        assertThat(command.err()).contains("stream not found");
    }

    @Test
    void aStreamThatIsNotThereIsOnlyMadeWhereThatIsAskedFor() {
        assertThat(command.run("bench", "js", "pub", "sync", "a", "--msgs", "1"))
                .isEqualTo(1);
        assertThat(command.err()).contains("could not access stream benchstream: stream not found");
    }

    @Test
    void putsAndGetsValues() {
        run("bench kv put --msgs 50 --clients 2 --size 10 --history 3 --storage memory --maxbytes 4MB --csv "
                + home.resolve("x.csv"));
        assertThat(command.out()).contains("NATS JetStream KV putter aggregated stats: ");
        KeyValueConfig config = KeyValueManagement.of(server.jetStream())
                .bucket("benchbucket")
                .status()
                .config();
        assertThat(config.history()).isEqualTo(3);
        assertThat(config.storage()).isEqualTo(StorageType.MEMORY);
        assertThat(home.resolve("x.csv")).content().contains(",P0,").contains(",P1,");
        assertThat(run("bench kv get --msgs 50 --clients 2")).contains("NATS JetStream KV getter aggregated stats: ");
        run("bench kv get --msgs 20 --randomize 50");
        run("bench kv put --msgs 5 --purge --randomize 1");
        assertThat(command.run("bench", "kv", "get", "--msgs", "2")).isEqualTo(1);
        assertThat(command.err()).contains("getting key '1': key not found");
        assertThat(command.run("bench", "kv", "put", "--bucket", "none", "--msgs", "2"))
                .isEqualTo(1);
        assertThat(command.err()).contains("bucket not found: none");
    }
}
