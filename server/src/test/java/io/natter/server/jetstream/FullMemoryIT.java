package io.natter.server.jetstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server whose heap is full of messages: publishers are refused, and it lives (T47). */
class FullMemoryIT {
    private static final int PUBLISHES_MAX = 2_000;
    private static final String LARGE = "x".repeat(500_000);

    @TempDir
    Path directory;

    @Test
    void refusesWhatTheHeapCannotHold() throws IOException {
        try (VictimProcess server = VictimProcess.start(directory, List.of(), List.of("-Xmx96m"));
                JetStreamTalk talk = new JetStreamTalk(server.port())) {
            talk.ask("$JS.API.STREAM.CREATE.M", "{\"name\":\"M\",\"subjects\":[\"m\"],\"storage\":\"memory\"}");
            talk.ask("$JS.API.STREAM.CREATE.F", "{\"name\":\"F\",\"subjects\":[\"f\"]}");
            int stored = 0;
            String answer = talk.ask("m", LARGE);
            while (!answer.contains("\"error\"") && stored < PUBLISHES_MAX) {
                stored++;
                answer = talk.ask("m", LARGE);
            }
            assertThat(answer).as("after " + stored).contains("\"err_code\":10023");
            assertThat(stored).isGreaterThan(20);
            assertThat(talk.ask("f", "in files")).contains("\"seq\":1");
            assertThat(talk.ask("$JS.API.STREAM.PURGE.M", "")).contains("\"success\":true");
            assertThat(talk.ask("m", LARGE)).doesNotContain("\"error\"");
            assertThat(server.isAlive()).isTrue();
        }
    }
}
