package io.natter.server.config.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoDurationTest {
    @ParameterizedTest(name = "{0} is {1} ns, shown as {2}")
    @CsvSource(delimiter = '|', textBlock = """
            0             | 0                   | 0s
            0s            | 0                   | 0s
            1ns           | 1                   | 1ns
            1us           | 1000                | 1µs
            1.5µs         | 1500                | 1.5µs
            10ms          | 10000000            | 10ms
            1.5s          | 1500000000          | 1.5s
            90s           | 90000000000         | 1m30s
            2m            | 120000000000        | 2m0s
            1h2m3.5s      | 3723500000000       | 1h2m3.5s
            -1.5h         | -5400000000000      | -1h30m0s
            +5s           | 5000000000          | 5s
            .5s           | 500000000           | 500ms
            5.s           | 5000000000          | 5s
            100h          | 360000000000000     | 100h0m0s
            0.1ns         | 0                   | 0s
            """)
    void readsAndShowsAsGoDoes(String text, long nanos, String shown) {
        Duration duration = GoDuration.parse(text);
        assertThat(duration.toNanos()).isEqualTo(nanos);
        assertThat(GoDuration.format(duration)).isEqualTo(shown);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            ''            | time: invalid duration ""
            '-'           | time: invalid duration "-"
            abc           | time: invalid duration "abc"
            10            | time: missing unit in duration "10"
            10x           | time: unknown unit "x" in duration "10x"
            1 s           | time: unknown unit " s" in duration "1 s"
            .s            | time: invalid duration ".s"
            1..5s         | time: invalid duration "1..5s"
            3000000h      | time: invalid duration "3000000h"
            """)
    void refusesWithGosWords(String text, String message) {
        assertThatThrownBy(() -> GoDuration.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void readsWhatItShows() {
        long seed = Long.getLong("natter.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int i = 0; i < 2000; i++) {
            Duration duration = Duration.ofNanos(random.nextLong() >> random.nextInt(64));
            assertThat(GoDuration.parse(GoDuration.format(duration)))
                    .as("seed " + seed)
                    .isEqualTo(duration);
        }
    }
}
