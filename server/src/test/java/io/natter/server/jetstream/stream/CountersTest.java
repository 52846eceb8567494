package io.natter.server.jetstream.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages that are increments (ADR-49). */
class CountersTest {
    @Test
    void sumsUpEachSubject() {
        StreamBench bench = StreamBench.memory(config -> config.allowCounter(true));
        assertThat(bench.publish("s.a", "Nats-Incr: 5", "")).isEqualTo("{\"stream\":\"S\",\"seq\":1,\"val\":\"5\"}");
        assertThat(bench.publish("s.a", "Nats-Incr: -7", "")).endsWith("\"val\":\"-2\"}");
        assertThat(bench.publish("s.a", "Nats-Incr: +123456789012345678901234567890", ""))
                .endsWith("\"val\":\"123456789012345678901234567888\"}");
        assertThat(bench.publish("s.b", "Nats-Incr: 1", "")).endsWith("\"val\":\"1\"}");
        assertThat(bench.stored().get(1)).isEqualTo("2 s.a {\"val\":\"-2\"}");
    }

    @ParameterizedTest(name = "{0} with {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
        Nats-Incr: x                              | ''  | 10171
        Nats-Incr: 1                              | pay | 10170
        Nats-Incr: 1; Nats-Rollup: sub            | ''  | 10171
        Nats-Incr: 1; Nats-Expected-Stream: S     | ''  | 10171
        ''                                        | ''  | 10169
        """)
    void refusesWhatIsNoIncrement(String headers, String payload, int code) {
        StreamBench bench = StreamBench.memory(config -> config.allowCounter(true));
        assertThat(bench.publish("s.a", headers, payload)).contains("\"err_code\":" + code);
    }

    @Test
    void refusesIncrementsElsewhere() {
        assertThat(StreamBench.memory(config -> config).publish("s.a", "Nats-Incr: 1", ""))
                .contains("10168");
    }

    @Test
    void countsWithinABatch() {
        StreamBench bench =
                StreamBench.memory(config -> config.allowCounter(true).allowAtomic(true));
        bench.publish("s.a", "Nats-Batch-Id: b; Nats-Batch-Sequence: 1; Nats-Incr: 2", "");
        bench.publish("s.a", "Nats-Batch-Id: b; Nats-Batch-Sequence: 2; Nats-Batch-Commit: 1; Nats-Incr: 3", "");
        assertThat(bench.stored()).containsExactly("1 s.a {\"val\":\"2\"}", "2 s.a {\"val\":\"5\"}");
    }
}
