package io.natter.server.jetstream.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The clock on the wall is set, forward and back, while a stream works (T20). */
class ClockJumpTest {
    private static final long HOUR_NS = Duration.ofHours(1).toNanos();
    private static final long STEP_NS = Duration.ofMinutes(1).toNanos();

    @Test
    void sequencesGoOnAndTimesNeverGoBack() {
        StreamBench bench = StreamBench.memory(config -> config);
        var random = new Random(20);
        long lastTimeNs = 0;
        for (int i = 1; i <= 200; i++) {
            bench.environment.wallAheadNs = (random.nextInt(3) - 1) * HOUR_NS;
            bench.environment.advance(random.nextInt(1_000_000));
            assertThat(bench.publish("s.a", "", "" + i)).endsWith("\"seq\":" + i + "}");
            assertThat(bench.timeNsOf(i)).isGreaterThanOrEqualTo(lastTimeNs);
            lastTimeNs = bench.timeNsOf(i);
        }
    }

    @ParameterizedTest(name = "{0} hours")
    @ValueSource(ints = {-1, 0, 1})
    void messagesExpireEarlyOrLateByTheJumpAtMost(int hours) {
        StreamBench bench = StreamBench.memory(config ->
                config.maxAge(Duration.ofHours(3)).allowMessageTtl(true).maxMessages(100));
        bench.publish("s.age", "", "1");
        bench.publish("s.ttl", "Nats-TTL: 2h", "2");
        bench.environment.advance(STEP_NS);
        bench.environment.wallAheadNs = hours * HOUR_NS;
        checkGoneAfter(bench, 2, Duration.ofHours(1), Duration.ofHours(3));
        checkGoneAfter(bench, 1, Duration.ofHours(2), Duration.ofHours(4));
        assertThat(bench.publish("s.age", "", "3")).contains("\"seq\":3}");
        assertThat(bench.stored()).containsExactly("3 s.age 3");
    }

    // By the clock that nobody sets, since it was published.
    private static void checkGoneAfter(StreamBench bench, long seq, Duration earliest, Duration latest) {
        long publishedNs = 1_000_000_000_000_000_000L;
        while (bench.stream.reader().get(seq) != null) {
            bench.environment.advance(STEP_NS);
            assertThat(bench.environment.nowNs - publishedNs).isLessThan(latest.toNanos() + 2 * STEP_NS);
        }
        assertThat(bench.environment.nowNs - publishedNs).isGreaterThanOrEqualTo(earliest.toNanos() - 2 * STEP_NS);
    }
}
