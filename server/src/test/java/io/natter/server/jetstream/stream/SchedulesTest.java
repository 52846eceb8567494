package io.natter.server.jetstream.stream;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages that are published later (ADR-51). */
class SchedulesTest {
    private final StreamBench bench = StreamBench.memory(
            config -> config.allowSchedules(true).allowRollup(true).allowMessageTtl(true));

    @Test
    void publishesOnceAndIsGone() {
        Instant at = Instant.ofEpochSecond(0, bench.environment.nowNs).plusSeconds(5);
        bench.publish("s.plan", "Nats-Schedule: @at " + at + "; Nats-Schedule-Target: s.target; A: b", "hello");
        assertThat(bench.headersOf(1)).endsWith("Nats-Rollup: sub");
        bench.environment.advance(Duration.ofSeconds(4).toNanos());
        assertThat(bench.stored()).containsExactly("1 s.plan hello");
        bench.environment.advance(Duration.ofSeconds(2).toNanos());
        assertThat(bench.stored()).containsExactly("2 s.target hello");
        assertThat(bench.headersOf(2)).isEqualTo("NATS/1.0 A: b Nats-Scheduler: s.plan Nats-Schedule-Next: purge");
    }

    @Test
    void publishesAgainAndAgainUntilItIsEnded() {
        bench.publish(
                "s.plan",
                "Nats-Schedule: @every 2s; Nats-Schedule-Target: s.target; Nats-Schedule-Rollup: sub",
                "hello");
        bench.environment.advance(Duration.ofSeconds(7).toNanos());
        assertThat(bench.stored()).containsExactly("1 s.plan hello", "4 s.target hello");
        assertThat(bench.headersOf(4)).contains("Nats-Schedule-Next: 2001-09-09T01:46:48Z");
        bench.publish("s.other", "Nats-Scheduler: s.plan; Nats-Schedule-Next: purge", "");
        bench.environment.advance(Duration.ofSeconds(7).toNanos());
        assertThat(bench.stored()).containsExactly("4 s.target hello", "5 s.other ");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
        Nats-Schedule: @every 1ms; Nats-Schedule-Target: s.t                                | 10189
        Nats-Schedule: nonsense; Nats-Schedule-Target: s.t                                  | 10189
        Nats-Schedule: 0 0 0 31 2 *; Nats-Schedule-Target: s.t                              | 10189
        Nats-Schedule: @every 1s; Nats-Schedule-Target: other.t                             | 10190
        Nats-Schedule: @every 1s; Nats-Schedule-Target: s.plan                              | 10190
        Nats-Schedule: @every 1s                                                            | 10190
        Nats-Schedule: @every 1s; Nats-Schedule-Target: s.t; Nats-Schedule-TTL: x           | 10191
        Nats-Schedule: @every 1s; Nats-Schedule-Target: s.t; Nats-Schedule-Rollup: all      | 10192
        Nats-Schedule: @every 1s; Nats-Schedule-Target: s.t; Nats-Schedule-Source: s.t      | 10203
        Nats-Schedule: @hourly; Nats-Schedule-Target: s.t; Nats-Schedule-Time-Zone: Mars/X  | 10223
        Nats-Schedule-Next: purge                                                           | 10212
        Nats-Scheduler: s.x                                                                 | 10212
        """)
    void refusesWhatItCannotKeep(String headers, int code) {
        assertThat(bench.publish("s.plan", headers, "x")).contains("\"err_code\":" + code);
    }

    @Test
    void isOffUnlessAllowed() {
        assertThat(StreamBench.memory(config -> config)
                        .publish("s.plan", "Nats-Schedule: @every 1s; Nats-Schedule-Target: s.t", "x"))
                .contains("10188");
    }

    @ParameterizedTest(name = "{0} after {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
        0 0 0 1 1 *          | 2025-06-01T12:00:00Z | 2026-01-01T00:00:00Z
        */15 * * * * *       | 2025-06-01T12:00:00Z | 2025-06-01T12:00:15Z
        0 30 9-17/2 * * mon  | 2025-06-01T12:00:00Z | 2025-06-02T09:30:00Z
        0 0 12 29 feb *      | 2025-06-01T12:00:00Z | 2028-02-29T12:00:00Z
        0 0 0 13 * fri       | 2025-06-01T12:00:00Z | 2025-06-06T00:00:00Z
        59 59 23 31 12 *     | 2025-12-31T23:59:59Z | 2026-12-31T23:59:59Z
        5,10 0 0 * * ?       | 2025-06-01T00:00:05Z | 2025-06-01T00:00:10Z
        """)
    void findsTheNextTime(String pattern, Instant after, Instant next) {
        assertThat(requireNonNull(Schedule.parse(pattern, null)).next(after, after))
                .isEqualTo(next);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        * * * * *
        60 * * * * *
        * * * 0 * *
        * * * * 13 *
        * * * * * 7
        5-1 * * * * *
        */0 * * * * *
        1/2/3 * * * * *
        , * * * * *
        """)
    void refusesPatternsThatAreNone(String pattern) {
        assertThat(Cron.parse(pattern)).isNull();
    }

    @Test
    void knowsTheHoursOfOtherPlaces() {
        Instant noon = Instant.parse("2025-06-01T12:00:00Z");
        Schedule schedule = requireNonNull(Schedule.parse("0 0 9 * * *", Schedule.zone("America/New_York")));
        assertThat(schedule.next(noon, noon)).isEqualTo(Instant.parse("2025-06-01T13:00:00Z"));
    }
}
