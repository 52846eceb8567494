package io.natter.server.jetstream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that finds its directory damaged, incomplete, or another's: it says so, and nothing is lost that was not (T7, T9, T10). */
class DamagedStoreIT {
    private static final int MESSAGES = 20;

    @TempDir
    Path directory;

    private Path stream() {
        return directory.resolve("jetstream/streams/%24G%2FS");
    }

    private Path records() {
        return stream().resolve("0000000000000001.seg");
    }

    // 20 messages, and no server any more. A file of small ones has no footer, one of large ones has.
    private void prepare(int payloadBytes) throws IOException {
        try (VictimProcess server = VictimProcess.start(directory);
                JetStreamTalk talk = new JetStreamTalk(server.port())) {
            talk.ask("$JS.API.STREAM.CREATE.S", "{\"name\":\"S\",\"subjects\":[\"s.>\"],\"allow_direct\":true}");
            for (int i = 1; i <= MESSAGES; i++) {
                String payload = "message " + i + " " + "x".repeat(payloadBytes);
                assertThat(talk.ask("s." + i, payload)).contains("\"seq\":" + i);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 100_000})
    void aFlippedBitIsOneLostMessageThatIsTold(int payloadBytes) throws IOException {
        prepare(payloadBytes);
        flip(records(), "message 10 ");
        try (VictimProcess server = VictimProcess.start(directory);
                JetStreamTalk talk = new JetStreamTalk(server.port())) {
            assertThat(talk.ask("$JS.API.STREAM.MSG.GET.S", "{\"seq\":9}")).contains("s.9");
            assertThat(talk.ask("$JS.API.STREAM.MSG.GET.S", "{\"seq\":10}")).contains("\"error\":");
            assertThat(talk.ask("$JS.API.STREAM.MSG.GET.S", "{\"seq\":11}")).contains("s.11");
            assertThat(talk.ask("$JS.API.STREAM.INFO.S", "")).contains("\"lost\":{\"msgs\":[10],");
            String consumer = "{\"stream_name\":\"S\",\"config\":{\"durable_name\":\"C\",\"ack_policy\":\"none\"}}";
            talk.ask("$JS.API.CONSUMER.CREATE.S.C", consumer);
            String came = talk.pull("S", "C", 100);
            for (int i = 1; i <= MESSAGES; i++) {
                assertThat(came.contains("message " + i + " "))
                        .as("message " + i)
                        .isEqualTo(i != 10);
            }
            assertThat(talk.ask("s.more", "more")).contains("\"seq\":21");
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"side.log, true", "side.log, false"})
    void aStreamWhoseConfigurationIsLostIsLeftAsItIs(String file, boolean isDeleted) throws IOException {
        prepare(10);
        byte[] side = Files.readAllBytes(stream().resolve(file));
        if (isDeleted) {
            Files.delete(stream().resolve(file));
        } else {
            flip(stream().resolve(file), "\"subjects\"");
        }
        byte[] before = Files.readAllBytes(records());
        try (VictimProcess server = VictimProcess.start(directory);
                JetStreamTalk talk = new JetStreamTalk(server.port())) {
            assertThat(talk.ask("$JS.API.STREAM.NAMES", "")).contains("\"total\":0");
            assertThat(talk.ask("$JS.API.STREAM.CREATE.S", "{\"name\":\"S\",\"subjects\":[\"s.>\"]}"))
                    .contains("\"error\":");
            assertThat(talk.ask("$JS.API.STREAM.CREATE.OTHER", "{\"name\":\"OTHER\",\"subjects\":[\"o\"]}"))
                    .contains("did_create");
        }
        assertThat(Files.readAllBytes(records())).isEqualTo(before);
        Files.write(stream().resolve(file), side);
        try (VictimProcess server = VictimProcess.start(directory);
                JetStreamTalk talk = new JetStreamTalk(server.port())) {
            assertThat(talk.ask("$JS.API.STREAM.INFO.S", "")).contains("\"messages\":20");
        }
    }

    @Test
    void aLostNameIsReadFromTheDirectory() throws IOException {
        prepare(10);
        Files.delete(stream().resolve("stream"));
        try (VictimProcess server = VictimProcess.start(directory);
                JetStreamTalk talk = new JetStreamTalk(server.port())) {
            assertThat(talk.ask("$JS.API.STREAM.INFO.S", "")).contains("\"messages\":20");
        }
    }

    @Test
    void aHalfCopiedStreamHasWhatWasCopied() throws IOException {
        prepare(10);
        byte[] whole = Files.readAllBytes(records());
        Files.write(records(), java.util.Arrays.copyOf(whole, whole.length / 2));
        try (VictimProcess server = VictimProcess.start(directory);
                JetStreamTalk talk = new JetStreamTalk(server.port())) {
            assertThat(talk.ask("$JS.API.STREAM.MSG.GET.S", "{\"seq\":5}")).contains("s.5");
            assertThat(talk.ask("s.more", "more")).contains("\"seq\":");
        }
    }

    @Test
    void aDirectoryOfAnotherServerIsRefusedUntouched() throws IOException {
        Path others = Files.createDirectories(directory.resolve("jetstream/$G/streams/S/msgs"));
        Files.writeString(others.resolve("1.blk"), "not ours");
        refuses(List.of(), "of another program");
    }

    @Test
    void aDirectoryOfANewerFormatIsRefusedUntouched() throws IOException {
        prepare(10);
        Path identity = directory.resolve("jetstream/store");
        byte[] bytes = Files.readAllBytes(identity);
        bytes[8] = 9;
        Files.write(identity, bytes);
        refuses(List.of(), "got store format 9, expected 1");
    }

    @Test
    void aDirectoryInUseIsRefused() throws IOException {
        try (VictimProcess server = VictimProcess.start(directory)) {
            assertThat(server.isAlive()).isTrue();
            refuses(List.of(), "in use by another process");
        }
    }

    @Test
    void aDirectoryThatCannotBeWrittenIsRefused() throws IOException {
        prepare(10);
        Path store = directory.resolve("jetstream");
        refuses(OwnFileSystem.readOnly(store), "jetstream");
    }

    private void refuses(List<String> around, String reason) throws IOException {
        Map<String, String> before = files();
        assertThatThrownBy(
                        () -> VictimProcess.start(directory, around, List.of()).close())
                .isInstanceOf(CompletionException.class);
        assertThat(Files.readString(directory.resolve("errors.txt"))).contains(reason);
        assertThat(files()).isEqualTo(before);
    }

    private Map<String, String> files() throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                if (!file.endsWith("errors.txt") && !file.endsWith("store.lock")) {
                    contents.put(file.toString(), Files.readString(file, ISO_8859_1));
                }
            }
        }
        return contents;
    }

    // The last bit of a byte in the middle of a text.
    private static void flip(Path file, String text) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int at = new String(bytes, ISO_8859_1).indexOf(text);
        assertThat(at).as(text).isPositive();
        bytes[at + text.length() / 2] ^= 1;
        Files.write(file, bytes);
    }
}
