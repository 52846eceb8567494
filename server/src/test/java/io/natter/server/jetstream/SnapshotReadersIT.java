package io.natter.server.jetstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.natter.server.NatterServer;
import io.natter.server.RawClient;
import io.natter.server.config.ClientListenerConfig;
import io.natter.server.config.JetStreamConfig;
import io.natter.server.config.ServerConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Readers of a backup that do not read, do not acknowledge, or go: the server gives back what it held for them, and the stream goes on. */
class SnapshotReadersIT {
    private static final int READERS = 50;
    private static final int MESSAGES = 40;
    private static final int CHUNK_BYTES = 128 << 10;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Pattern ACK = Pattern.compile("(\\$JS\\.SNAPSHOT\\.ACK\\.\\S+)");
    private static final Path OPEN_FILES = Path.of("/proc/self/fd"); // where a system tells them

    @TempDir
    Path directory;

    private NatterServer start() {
        ServerConfig config = ServerConfig.defaults();
        JetStreamConfig jetStream = JetStreamConfig.defaults().withEnabled(true);
        return NatterServer.start(
                config.withClient(ClientListenerConfig.defaults().withPort(-1))
                        .withLimits(config.limits().withMaxPendingBytes(4 << 20))
                        .withJetStream(jetStream.withStore(jetStream.store().withDirectory(directory))));
    }

    private static void fill(JetStreamTalk talk, int payloadBytes) {
        talk.ask("$JS.API.STREAM.CREATE.S", "{\"name\":\"S\",\"subjects\":[\"s\"]}");
        String payload = new Random(7)
                .ints(payloadBytes, ' ' + 1, 127) // a backup is packed: this stays as large as it is
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        for (int i = 1; i <= MESSAGES; i++) {
            assertThat(talk.ask("s", payload)).contains("\"seq\":" + i);
        }
    }

    private static void askForBackup(RawClient reader, int number, int chunkBytes, int windowBytes) {
        String body = "{\"deliver_subject\":\"chunks." + number + "\",\"chunk_size\":" + chunkBytes
                + ",\"window_size\":" + windowBytes + "}";
        reader.send("PUB $JS.API.STREAM.SNAPSHOT.S answers " + body.length() + "\r\n" + body + "\r\n");
    }

    private static RawClient reader(NatterServer server) {
        return RawClient.connected(server.port(), ",\"headers\":true").send("SUB chunks.> 1\r\nSUB answers 2\r\n");
    }

    private void goesOn(JetStreamTalk talk) throws IOException {
        assertThat(talk.ask("s", "more")).contains("\"seq\":" + (MESSAGES + 1));
        assertThat(talk.ask("$JS.API.STREAM.DELETE.S", "")).contains("\"success\":true");
        assertThat(talk.ask("$JS.API.STREAM.CREATE.S", "{\"name\":\"S\",\"subjects\":[\"s\"]}"))
                .contains("did_create");
        assertThat(talk.ask("s", "again")).contains("\"seq\":1");
    }

    private void awaitNothingHeld() {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(deletedFilesHeld()).isZero());
    }

    private long deletedFilesHeld() throws IOException {
        return held(target -> target.endsWith("(deleted)"));
    }

    private long filesHeld() throws IOException {
        return held(target -> true);
    }

    private long held(Predicate<String> which) throws IOException {
        if (!Files.isDirectory(OPEN_FILES)) {
            return 0;
        }
        String prefix = directory.toRealPath().toString();
        try (Stream<Path> files = Files.list(OPEN_FILES)) {
            return files.map(SnapshotReadersIT::target)
                    .filter(target -> target.startsWith(prefix) && which.test(target))
                    .count();
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }

    @Test
    void fiftyThatNeverAcknowledgeAreGivenUp() throws IOException {
        try (NatterServer server = start();
                JetStreamTalk talk = new JetStreamTalk(server.port());
                RawClient reader = reader(server)) {
            fill(talk, 10_000);
            for (int i = 0; i < READERS; i++) {
                askForBackup(reader, i, 8 << 10, 16 << 10);
            }
            for (int i = 0; i < READERS; i++) {
                reader.readTo("stream_snapshot_response");
            }
            goesOn(talk);
            for (int i = 0; i < READERS; i++) {
                reader.readTo("NATS/1.0 408 No Flow Response");
            }
            awaitNothingHeld();
        }
    }

    @Test
    void fiftyThatGoAreForgotten() throws IOException {
        try (NatterServer server = start();
                JetStreamTalk talk = new JetStreamTalk(server.port())) {
            fill(talk, 10_000);
            for (int i = 0; i < READERS; i++) {
                try (RawClient reader = reader(server)) {
                    askForBackup(reader, i, 8 << 10, 16 << 10);
                    reader.readTo("stream_snapshot_response");
                }
            }
            goesOn(talk);
            awaitNothingHeld();
        }
    }

    @Test
    void oneThatAcknowledgesWhatItDoesNotReadHoldsNothing() throws IOException {
        try (NatterServer server = start();
                JetStreamTalk talk = new JetStreamTalk(server.port());
                RawClient reader = reader(server)) {
            fill(talk, 1_000_000); // more than may be pending
            askForBackup(reader, 0, CHUNK_BYTES, 8 * CHUNK_BYTES);
            String acknowledgement = "PUB " + firstAckSubject(reader) + " 0\r\n\r\n";
            try {
                for (int i = 0; i < MESSAGES * 1_000_000 / CHUNK_BYTES; i++) {
                    reader.send(acknowledgement);
                }
            } catch (UncheckedIOException closed) {
                // as a slow consumer is
            }
            goesOn(talk);
            awaitNothingHeld();
        }
    }

    @Test
    void moreThanAnAccountMayHaveAreRefusedUntilOthersEnd() throws IOException {
        int most = 64;
        try (NatterServer server = start();
                JetStreamTalk talk = new JetStreamTalk(server.port());
                RawClient reader = reader(server)) {
            fill(talk, 10_000);
            for (int i = 0; i < most + READERS; i++) {
                askForBackup(reader, i, 8 << 10, 16 << 10);
            }
            for (int i = 0; i < READERS; i++) {
                reader.readTo("\"code\":500,\"err_code\":10064,"
                        + "\"description\":\"snapshot failed: too many backups and restores at once\"");
            }
            for (int i = 0; i < most; i++) {
                reader.readTo("NATS/1.0 408 No Flow Response");
            }
            askForBackup(reader, 0, 8 << 10, 16 << 10);
            assertThat(acknowledgedToTheEnd(reader, firstAckSubject(reader))).isPositive();
            goesOn(talk);
            awaitNothingHeld();
        }
    }

    @Test
    void acknowledgementsThatMeanNothingChangeNothing() throws IOException {
        try (NatterServer server = start();
                JetStreamTalk talk = new JetStreamTalk(server.port());
                RawClient reader = reader(server);
                RawClient other = RawClient.connected(server.port(), ",\"headers\":true")) {
            fill(talk, 10_000);
            askForBackup(reader, 0, 8 << 10, 16 << 10);
            int chunks = acknowledgedToTheEnd(reader, firstAckSubject(reader));
            askForBackup(reader, 0, 8 << 10, 16 << 10);
            String first = firstAckSubject(reader);
            String prefix = first.substring(0, first.lastIndexOf('.', first.lastIndexOf('.') - 1));
            for (String tokens : new String[] {"8192.1", "8192.1", "8192.999", "x", "-1.-1", "8192.1.more", "0.0"}) {
                other.send("PUB " + prefix + "." + tokens + " 3\r\nabc\r\n"); // twice, of none, of nobody's form
            }
            other.sync();
            assertThat(acknowledgedToTheEnd(reader, first)).isEqualTo(chunks);
            for (int i = 0; i < READERS; i++) {
                other.send("PUB " + first + " 0\r\n\r\n"); // late
            }
            other.sync();
            goesOn(talk);
            awaitNothingHeld();
        }
    }

    @Test
    void oneUnderWayGoesOnWhileTheStreamIsPurgedChangedAndDeleted() throws IOException {
        try (NatterServer server = start();
                JetStreamTalk talk = new JetStreamTalk(server.port());
                RawClient reader = reader(server)) {
            fill(talk, 100_000);
            askForBackup(reader, 0, 64 << 10, 128 << 10);
            int chunks = acknowledgedToTheEnd(reader, firstAckSubject(reader));
            askForBackup(reader, 0, 64 << 10, 128 << 10);
            String ack = firstAckSubject(reader);
            assertThat(talk.ask("$JS.API.STREAM.PURGE.S", "")).contains("\"purged\":" + MESSAGES);
            assertThat(talk.ask(
                            "$JS.API.STREAM.UPDATE.S", "{\"name\":\"S\",\"subjects\":[\"s\",\"t\"],\"max_msgs\":1}"))
                    .contains("\"max_msgs\":1");
            assertThat(talk.ask("$JS.API.STREAM.DELETE.S", "")).contains("\"success\":true");
            assertThat(acknowledgedToTheEnd(reader, ack)).isEqualTo(chunks); // all that was there
            awaitNothingHeld();
        }
    }

    @Test
    void endsWithTheServerAndHoldsNothing() throws IOException {
        RawClient reader;
        try (NatterServer server = start();
                JetStreamTalk talk = new JetStreamTalk(server.port())) {
            fill(talk, 10_000);
            reader = reader(server);
            for (int i = 0; i < READERS; i++) {
                askForBackup(reader, i, 8 << 10, 16 << 10);
                reader.readTo("stream_snapshot_response");
            }
        }
        try (reader) {
            reader.readToEnd(); // whether the last status comes before the connection ends is not promised
        }
        assertThat(filesHeld()).isZero();
    }

    // How many chunks there were, from one that is not acknowledged yet.
    private static int acknowledgedToTheEnd(RawClient reader, String firstAck) {
        int chunks = 1;
        reader.send("PUB " + firstAck + " 0\r\n\r\n");
        String line = "";
        while (!line.contains("NATS/1.0 204")) {
            line = reader.readTo("\r\n");
            Matcher ack = ACK.matcher(line);
            if (ack.find()) {
                chunks++;
                reader.send("PUB " + ack.group(1) + " 0\r\n\r\n");
            }
        }
        return chunks;
    }

    private static String firstAckSubject(RawClient reader) {
        while (true) {
            Matcher line = ACK.matcher(reader.readTo("\r\n"));
            if (line.find()) {
                return line.group(1);
            }
        }
    }
}
