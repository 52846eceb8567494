package io.natter.server.jetstream.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.protocol.jetstream.DiscardPolicy;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Batches that are stored together or not at all (ADR-50). */
class AtomicBatchesTest {
    private static String batch(int seq, String more) {
        return "Nats-Batch-Id: b; Nats-Batch-Sequence: " + seq + (more.isEmpty() ? "" : "; " + more);
    }

    @Test
    void storesNothingBeforeTheCommitAndAllWithIt() {
        StreamBench bench = StreamBench.memory(config -> config.allowAtomic(true));
        assertThat(bench.publish("s.a", batch(1, ""), "1")).isEmpty();
        assertThat(bench.publish("s.b", batch(2, ""), "2")).isEmpty();
        assertThat(bench.stored()).isEmpty();
        assertThat(bench.publish("s.c", batch(3, "Nats-Batch-Commit: 1"), "3"))
                .isEqualTo("{\"stream\":\"S\",\"seq\":3,\"batch\":\"b\",\"count\":3}");
        assertThat(bench.stored()).containsExactly("1 s.a 1", "2 s.b 2", "3 s.c 3");
    }

    @Test
    void anEndOfBatchIsNotStoredItself() {
        StreamBench bench = StreamBench.memory(config -> config.allowAtomic(true));
        bench.publish("s.a", batch(1, ""), "1");
        assertThat(bench.publish("s.a", batch(2, "Nats-Batch-Commit: eob"), ""))
                .isEqualTo("{\"stream\":\"S\",\"seq\":1,\"batch\":\"b\",\"count\":1}");
        assertThat(bench.headersOf(1)).endsWith("Nats-Batch-Commit: 1");
    }

    @ParameterizedTest(name = "{0} then {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
        1 | 3 Nats-Batch-Commit: 1                                         | 10176
        1 | 2 Nats-Batch-Commit: yes                                       | 10200
        1 | 2 Nats-Batch-Commit: 1; Nats-Expected-Last-Msg-Id: x           | 10177
        1 | 2 Nats-Batch-Commit: 1; Nats-Expected-Last-Sequence: 1         | 10164
        1 Nats-Msg-Id: x | 2 Nats-Batch-Commit: 1; Nats-Msg-Id: x          | 10201
        1 Nats-Expected-Last-Sequence: 7 | 2 Nats-Batch-Commit: 1          | 10071
        1 | 2 Nats-Batch-Commit: 1; Nats-Required-Api-Level: 99            | 10185
        1 | 2 Nats-Batch-Commit: 1; Nats-Expected-Last-Subject-Sequence: 0 | 10164
        """)
    void refusesAllWhenOneIsWrong(String first, String second, int code) {
        StreamBench bench = StreamBench.memory(config -> config.allowAtomic(true));
        bench.publish("s.a", of(first), "1");
        assertThat(bench.publish("s.a", of(second), "2")).contains("\"err_code\":" + code);
        assertThat(bench.stored()).isEmpty();
    }

    private static String of(String text) {
        String[] parts = text.split(" ", 2);
        return batch(Integer.parseInt(parts[0]), parts.length == 1 ? "" : parts[1]);
    }

    @Test
    void refusesWhatItCannotBegin() {
        StreamBench off = StreamBench.memory(config -> config);
        assertThat(off.publish("s.a", batch(1, ""), "1")).contains("10174");
        StreamBench bench = StreamBench.memory(config -> config.allowAtomic(true));
        assertThat(bench.publish("s.a", "Nats-Batch-Id: b", "1")).contains("10175");
        assertThat(bench.publish("s.a", batch(2, ""), "1")).contains("10176");
        assertThat(bench.publish("s.a", batch(2_000, ""), "1")).contains("10199");
        assertThat(bench.publish("s.a", "Nats-Batch-Id: " + "x".repeat(65) + "; Nats-Batch-Sequence: 1", "1"))
                .contains("10179");
        for (int i = 0; i < 50; i++) {
            bench.publish("s.a", "Nats-Batch-Sequence: 1; Nats-Batch-Id: " + i, "1");
        }
        assertThat(bench.publish("s.a", batch(1, ""), "1")).contains("10210");
    }

    @Test
    void isAbandonedWhenTheServerHasNoMemoryForIt() {
        StreamBench bench = StreamBench.memory(config -> config.allowAtomic(true));
        bench.environment.heldBytesMost = 1_000;
        assertThat(bench.publish("s.a", batch(1, ""), "1")).isEmpty();
        assertThat(bench.publish("s.a", batch(2, ""), "x".repeat(1_000))).contains("10023");
        assertThat(bench.environment.heldBytes).isZero();
        bench.publish("s.a", batch(1, ""), "1");
        assertThat(bench.publish("s.a", batch(2, "Nats-Batch-Commit: 1"), "2")).contains("\"count\":2");
        assertThat(bench.environment.heldBytes).isZero();
    }

    @Test
    void isAbandonedWhenNothingComes() {
        StreamBench bench = StreamBench.memory(config -> config.allowAtomic(true));
        bench.publish("s.a", batch(1, ""), "1");
        bench.environment.advance(Duration.ofSeconds(11).toNanos());
        assertThat(bench.environment.takePublished()).contains("advisory|b|timeout");
        assertThat(bench.publish("s.a", batch(2, "Nats-Batch-Commit: 1"), "2")).contains("10176");
    }

    @Test
    void countsAllOfItAgainstTheLimits() {
        StreamBench bench = StreamBench.memory(
                config -> config.allowAtomic(true).discard(DiscardPolicy.NEW).maxMessages(1));
        bench.publish("s.a", batch(1, ""), "1");
        assertThat(bench.publish("s.a", batch(2, "Nats-Batch-Commit: 1"), "2"))
                .contains("10077")
                .contains("maximum messages exceeded");
        assertThat(bench.stored()).isEmpty();
    }
}
