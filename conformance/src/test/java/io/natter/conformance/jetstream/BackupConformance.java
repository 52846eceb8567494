package io.natter.conformance.jetstream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Subscription;
import io.natter.conformance.Connections;
import io.natter.conformance.ServerProgram;
import io.natter.conformance.Servers;
import io.natter.conformance.TestServer;
import io.natter.protocol.jetstream.ApiCall;
import io.natter.protocol.jetstream.ApiResponse;
import io.natter.protocol.jetstream.ApiSubjects;
import io.natter.protocol.jetstream.ConsumerInfo;
import io.natter.protocol.jetstream.RestoreReady;
import io.natter.protocol.jetstream.SnapshotDescription;
import io.natter.protocol.jetstream.SnapshotRequest;
import io.natter.protocol.jetstream.StreamConfig;
import io.natter.protocol.jetstream.StreamCreated;
import io.natter.protocol.jetstream.StreamInfo;
import io.natter.protocol.jetstream.StreamState;
import io.natter.protocol.json.JsonForm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What one server backs up, the other restores: messages, gaps, times and consumers. */
final class BackupConformance {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final ApiSubjects API = ApiSubjects.DEFAULT;
    private static final int MESSAGES = 3_000;
    private static final int WAITING = 8;
    private static final int ATTEMPTS = 5;
    private static final int ACKNOWLEDGED = 2;

    @TempDir
    private Path directory;

    /** A backup as a client keeps it. */
    private record Backup(SnapshotDescription description, List<byte[]> chunks) {}

    @ParameterizedTest(name = "of {0}, into {1}")
    @CsvSource({"NATTER, NATTER", "NATS_SERVER, NATTER", "NATTER, NATS_SERVER"})
    void backupsCanBeRestored(ServerProgram from, ServerProgram into) throws Exception {
        Backup backup;
        StreamState original;
        ConsumerInfo waiting;
        try (TestServer server = start(from, "from")) {
            Connection connection = Connections.official(server.url());
            fill(connection, () -> {});
            original = state(connection);
            waiting = consumer(connection, "w");
            backup = backup(connection);
            connection.close();
        }
        try (TestServer server = start(into, "into")) {
            Connection connection = Connections.official(server.url());
            restore(connection, backup);

            assertThat(state(connection)).isEqualTo(original);
            byte[] last = request(connection, API.of(ApiCall.MESSAGE_GET, "S"), "{\"seq\":" + MESSAGES + "}");
            assertThat(new String(last, UTF_8)).contains("\"seq\":" + MESSAGES);
            assertThat(consumer(connection, "c").ackFloor().streamSequence()).isEqualTo(10);
            assertGoesOn(connection, waiting);
            connection.close();
        }
    }

    // What waited for acknowledgement waits for it still, and takes one that names the delivery of then.
    private static void assertGoesOn(Connection connection, ConsumerInfo waiting) throws Exception {
        ConsumerInfo restored = consumer(connection, "w");
        assertThat(progress(restored)).isEqualTo(progress(waiting));
        assertThat(restored.redeliveredCount()).isEqualTo(1);
        String first = "$JS.ACK.S.w.1." + (5 + ACKNOWLEDGED) + "." + (1 + ACKNOWLEDGED) + ".1795274083364960868.0";
        connection.request(first, "+ACK".getBytes(UTF_8), PATIENCE);
        ConsumerInfo after = consumer(connection, "w");
        assertThat(after.ackFloor().streamSequence()).isEqualTo(5 + ACKNOWLEDGED);
        assertThat(after.ackPendingCount()).isEqualTo(restored.ackPendingCount() - 1);
    }

    private static List<Long> progress(ConsumerInfo info) {
        return List.of(
                info.delivered().consumerSequence(),
                info.delivered().streamSequence(),
                info.ackFloor().consumerSequence(),
                info.ackFloor().streamSequence(),
                info.ackPendingCount(),
                info.redeliveredCount(),
                info.pendingCount());
    }

    @ParameterizedTest(name = "into {0}")
    @EnumSource(
            value = ServerProgram.class,
            names = {"NATTER", "NATS_SERVER"})
    void theFilesOfAStreamCanBeRestored(ServerProgram into) throws Exception {
        Backup backup;
        StreamState original;
        ConsumerInfo waiting;
        Instant created;
        Path home;
        int made = 0;
        do { // nats-server may end before it wrote how far its consumers are, and does not know it itself then
            String name = "from" + made++;
            home = directory.resolve(name);
            try (TestServer server = start(ServerProgram.NATS_SERVER, name)) {
                Connection connection = Connections.official(server.url());
                Path known = home.resolve("jetstream/$G/streams/S/obs/w/o.dat");
                AtomicLong before = new AtomicLong();
                fill(connection, () -> before.set(writtenMs(known)));
                await().atMost(PATIENCE).until(() -> writtenMs(known) != before.get());
                original = state(connection);
                created = info(connection).created();
                waiting = consumer(connection, "w");
                StreamConfig config = info(connection).config();
                backup = new Backup(new SnapshotDescription(config, original), new ArrayList<>());
                connection.close();
            }
        } while (made < ATTEMPTS && !isWritten(home, waiting));
        backup.chunks().addAll(StreamTar.of(home.resolve("jetstream/$G/streams/S")));
        try (TestServer server = start(into, "into")) {
            Connection connection = Connections.official(server.url());
            restore(connection, backup);

            assertThat(state(connection)).isEqualTo(original);
            assertThat(info(connection).created()).isEqualTo(created);
            assertGoesOn(connection, waiting);
            connection.close();
        }
    }

    // When nats-server wrote how far a consumer is; it does so at most every tenth of a second. 0 for not yet.
    private static long writtenMs(Path file) {
        return file.toFile().lastModified();
    }

    private static boolean isWritten(Path home, ConsumerInfo waiting) throws Exception {
        try (TestServer again = open(ServerProgram.NATS_SERVER, home)) {
            Connection connection = Connections.official(again.url());
            boolean isKnown = progress(consumer(connection, "w")).equals(progress(waiting));
            connection.close();
            return isKnown;
        }
    }

    private static ConsumerInfo consumer(Connection connection, String name) throws Exception {
        return exchange(connection, API.of(ApiCall.CONSUMER_INFO, "S", name), "", ConsumerInfo.JSON);
    }

    private TestServer start(ServerProgram program, String name) throws Exception {
        return open(program, Files.createDirectory(directory.resolve(name)));
    }

    private static TestServer open(ServerProgram program, Path home) throws Exception {
        return Servers.start(program, "jetstream { store_dir: \"" + home + "\" }\n", home);
    }

    private static void fill(Connection connection, Runnable beforeLastChange) throws Exception {
        String config = "{\"name\":\"S\",\"subjects\":[\"s.>\"],\"first_seq\":5}";
        exchange(connection, API.of(ApiCall.STREAM_CREATE, "S"), config, StreamCreated.JSON);
        String consumer = "{\"stream_name\":\"S\",\"config\":{\"durable_name\":\"c\",\"ack_policy\":\"all\"}}";
        exchange(connection, API.of(ApiCall.CONSUMER_CREATE, "S", "c"), consumer, ConsumerInfo.JSON);
        Random random = new Random(1);
        for (int i = 5; i <= MESSAGES; i++) {
            byte[] body = (" the same words again and again ".repeat(1 + random.nextInt(20)) + i).getBytes(UTF_8);
            if (i % 500 == 0) {
                assertThat(request(connection, "s." + i % 7, new String(body, UTF_8)))
                        .isNotEmpty();
            } else {
                connection.publish("s." + i % 7, body);
            }
        }
        for (int i = 0; i < 6; i++) {
            Message message = next(connection);
            connection.request(Objects.requireNonNull(message.getReplyTo()), "+ACK".getBytes(UTF_8), PATIENCE);
        }
        wait(connection, beforeLastChange);
        request(connection, API.of(ApiCall.MESSAGE_DELETE, "S"), "{\"seq\":77}");
        request(connection, API.of(ApiCall.MESSAGE_DELETE, "S"), "{\"seq\":78,\"no_erase\":true}");
    }

    // A consumer that has some messages, one of them twice.
    private static void wait(Connection connection, Runnable beforeLastChange) throws Exception {
        String config = "{\"stream_name\":\"S\",\"config\":{\"durable_name\":\"w\",\"ack_policy\":\"explicit\"}}";
        exchange(connection, API.of(ApiCall.CONSUMER_CREATE, "S", "w"), config, ConsumerInfo.JSON);
        Message message = next(connection, "w");
        for (int i = 1; i < WAITING; i++) {
            if (i <= ACKNOWLEDGED) {
                connection.request(Objects.requireNonNull(message.getReplyTo()), "+ACK".getBytes(UTF_8), PATIENCE);
            }
            message = next(connection, "w");
        }
        beforeLastChange.run();
        connection.publish(message.getReplyTo(), "-NAK".getBytes(UTF_8));
        do { // an acknowledgement may be heard later than a request
            message = next(connection, "w");
        } while (message.metaData().deliveredCount() == 1);
    }

    private static Message next(Connection connection) throws Exception {
        return next(connection, "c");
    }

    private static Message next(Connection connection, String consumer) throws Exception {
        String inbox = connection.createInbox();
        Subscription subscription = connection.subscribe(inbox);
        connection.publish("$JS.API.CONSUMER.MSG.NEXT.S." + consumer, inbox, new byte[0]);
        Message message = Objects.requireNonNull(subscription.nextMessage(PATIENCE), "a message of the consumer");
        subscription.unsubscribe();
        return message;
    }

    private static StreamState state(Connection connection) throws Exception {
        return info(connection).state();
    }

    private static StreamInfo info(Connection connection) throws Exception {
        byte[] json = request(connection, API.of(ApiCall.STREAM_INFO, "S"), "");
        return Objects.requireNonNull(
                        ApiResponse.form(StreamCreated.JSON).read(json).body())
                .info();
    }

    private static Backup backup(Connection connection) throws Exception {
        String inbox = connection.createInbox();
        Subscription subscription = connection.subscribe(inbox);
        byte[] wanted = SnapshotRequest.JSON.write(new SnapshotRequest(inbox, false, 16 << 10, 128 << 10, false));
        SnapshotDescription description = exchange(
                connection, API.of(ApiCall.STREAM_SNAPSHOT, "S"), new String(wanted, UTF_8), SnapshotDescription.JSON);
        List<byte[]> chunks = new ArrayList<>();
        while (true) {
            Message chunk = Objects.requireNonNull(subscription.nextMessage(PATIENCE), "the next chunk");
            if (chunk.getData().length == 0) {
                return new Backup(description, chunks);
            }
            chunks.add(chunk.getData());
            if (chunk.getReplyTo() != null) {
                connection.publish(chunk.getReplyTo(), new byte[0]);
            }
        }
    }

    private static void restore(Connection connection, Backup backup) throws Exception {
        String wanted = new String(SnapshotDescription.JSON.write(backup.description()), UTF_8);
        RestoreReady ready = exchange(connection, API.of(ApiCall.STREAM_RESTORE, "S"), wanted, RestoreReady.JSON);
        for (byte[] chunk : backup.chunks()) {
            Message answer = connection.request(ready.deliverSubject(), chunk, PATIENCE);
            assertThat(new String(Objects.requireNonNull(answer).getData(), UTF_8))
                    .isEmpty();
        }
        exchange(connection, ready.deliverSubject(), "", StreamCreated.JSON);
    }

    private static byte[] request(Connection connection, String subject, String body) throws Exception {
        Message answer = connection.request(subject, body.getBytes(UTF_8), PATIENCE);
        return Objects.requireNonNull(answer, subject).getData();
    }

    private static <T> T exchange(Connection connection, String subject, String body, JsonForm<T> form)
            throws Exception {
        ApiResponse<T> response = ApiResponse.form(form).read(request(connection, subject, body));
        assertThat(response.error()).as(subject).isNull();
        return Objects.requireNonNull(response.body());
    }
}
