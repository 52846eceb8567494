package io.natter.server.jetstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.server.NatterServer;
import io.natter.server.config.ClientListenerConfig;
import io.natter.server.config.JetStreamConfig;
import io.natter.server.config.ServerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A restore that ends with the server leaves nothing that would be in the way of the next one. */
class InterruptedRestoreIT {
    private static final Pattern CHUNKS = Pattern.compile("\"deliver_subject\":\"([^\"]+)\"");
    private static final String RESTORE =
            "{\"config\":{\"name\":\"S\",\"subjects\":[\"s\"]},\"state\":{\"messages\":0,\"first_seq\":0,\"last_seq\":0}}";

    @TempDir
    Path directory;

    private static NatterServer start(Path store) {
        JetStreamConfig jetStream = JetStreamConfig.defaults().withEnabled(true);
        return NatterServer.start(ServerConfig.defaults()
                .withClient(ClientListenerConfig.defaults().withPort(-1))
                .withJetStream(jetStream.withStore(jetStream.store().withDirectory(store))));
    }

    private static String begin(JetStreamTalk talk) {
        String answer = talk.ask("$JS.API.STREAM.RESTORE.S", RESTORE);
        Matcher chunks = CHUNKS.matcher(answer);
        assertThat(chunks.find()).as(answer).isTrue();
        return chunks.group(1);
    }

    private static void isForgotten(NatterServer server) {
        try (JetStreamTalk talk = new JetStreamTalk(server.port())) {
            assertThat(talk.ask("$JS.API.STREAM.NAMES", "")).contains("\"streams\":null");
            assertThat(talk.ask("$JS.API.STREAM.CREATE.S", "{\"name\":\"S\",\"subjects\":[\"s\"]}"))
                    .contains("did_create");
            assertThat(talk.ask("s", "first")).contains("\"seq\":1");
        }
    }

    @Test
    void isForgottenWhenTheServerStops() {
        Path store = directory.resolve("store");
        try (NatterServer server = start(store);
                JetStreamTalk talk = new JetStreamTalk(server.port())) {
            begin(talk);
        }
        try (NatterServer server = start(store)) {
            isForgotten(server);
        }
    }

    @Test
    void isForgottenWhenTheServerWasKilled() throws IOException {
        Path store = directory.resolve("store");
        Path copy = directory.resolve("copy");
        try (NatterServer server = start(store);
                JetStreamTalk talk = new JetStreamTalk(server.port())) {
            begin(talk);
            copy(store, copy);
        }
        try (NatterServer server = start(copy)) {
            isForgotten(server);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        List<Path> all;
        try (Stream<Path> found = Files.walk(from)) {
            all = found.toList();
        }
        for (Path each : all) {
            Files.copy(each, to.resolve(from.relativize(each).toString()));
        }
    }
}
