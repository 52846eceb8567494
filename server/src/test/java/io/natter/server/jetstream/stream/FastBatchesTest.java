package io.natter.server.jetstream.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Batches that are acknowledged now and then (D114). */
class FastBatchesTest {
    private final StreamBench bench = StreamBench.memory(config -> config.allowBatched(true));

    private List<String> send(String control, String payload) {
        bench.send("s.a", "", payload, "in.b." + control + ".$FI");
        bench.environment.pass();
        List<String> answers = new ArrayList<>();
        bench.environment.takePublished().forEach(text -> answers.add(text.replaceFirst("^[^|]*\\|\\|", "")));
        return answers;
    }

    @Test
    void acknowledgesAfterAsManyMessagesAsWanted() {
        assertThat(send("2.fail.1.0", "1")).containsExactly("{\"type\":\"ack\",\"seq\":0,\"msgs\":2}");
        assertThat(send("2.fail.2.1", "2")).containsExactly("{\"type\":\"ack\",\"seq\":2,\"msgs\":2}");
        assertThat(send("2.fail.3.1", "3")).isEmpty();
        assertThat(send("2.fail.4.4", ""))
                .containsExactly(
                        "{\"type\":\"gap\",\"last_seq\":4,\"seq\":5}",
                        "{\"stream\":\"S\",\"seq\":3,\"batch\":\"b\",\"count\":3}");
    }

    @Test
    void commitsWithOrWithoutALastMessage() {
        send("10.fail.1.0", "1");
        assertThat(send("10.fail.2.2", "2"))
                .containsExactly("{\"stream\":\"S\",\"seq\":2,\"batch\":\"b\",\"count\":2}");
        send("10.fail.1.0", "3");
        assertThat(send("10.fail.2.3", "")).containsExactly("{\"stream\":\"S\",\"seq\":3,\"batch\":\"b\",\"count\":1}");
        assertThat(bench.stored()).hasSize(3);
    }

    @Test
    void aGapEndsItOrNot() {
        send("10.fail.1.0", "1");
        assertThat(send("10.fail.3.1", "3"))
                .containsExactly(
                        "{\"type\":\"gap\",\"last_seq\":2,\"seq\":3}",
                        "{\"stream\":\"S\",\"seq\":1,\"batch\":\"b\",\"count\":1}");
        send("10.ok.1.0", "1");
        assertThat(send("10.ok.3.1", "3")).containsExactly("{\"type\":\"gap\",\"last_seq\":2,\"seq\":3}");
        assertThat(bench.stored()).hasSize(3);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
        10.fail.2.1   | 10208
        10.fail.1.9   | 10206
        10.maybe.1.0  | 10206
        10.fail.0.0   | 10206
        10.fail.1.1   | 10206
        """)
    void refusesWhatItCannotRead(String control, int code) {
        assertThat(send(control, "1").toString()).contains("\"err_code\":" + code);
        assertThat(bench.stored()).isEmpty();
    }

    @Test
    void isOffUnlessAllowed() {
        StreamBench off = StreamBench.memory(config -> config);
        off.send("s.a", "", "1", "in.b.10.fail.1.0.$FI");
        off.environment.pass();
        assertThat(off.environment.takePublished().toString()).contains("10205");
    }
}
