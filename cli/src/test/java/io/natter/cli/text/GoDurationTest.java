package io.natter.cli.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GoDurationTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            text     | nanos             | exact      | brief
            0        | 0                 | 0s         | 0s
            15ns     | 15                | 15ns       | 0s
            1.5us    | 1500              | 1.5µs      | 2µs
            250ms    | 250000000         | 250ms      | 250ms
            1234567ns| 1234567           | 1.234567ms | 1ms
            1.5s     | 1500000000        | 1.5s       | 1.50s
            1m30s    | 90000000000       | 1m30s      | 1m30s
            1h       | 3600000000000     | 1h0m0s     | 1h0m0s
            2d       | 172800000000000   | 48h0m0s    | 2d0h0m0s
            1w1h     | 608400000000000   | 169h0m0s   | 7d1h0m0s
            1y       | 31536000000000000 | 8760h0m0s  | 1y0d0h0m0s
            -2s      | -2000000000       | -2s        | -2s
            """)
    void readsAndShowsWhatTheNatsToolDoes(String text, long nanos, String exact, String brief) {
        Duration duration = GoDuration.parse(text);
        assertThat(duration.toNanos()).isEqualTo(nanos);
        assertThat(GoDuration.exact(duration)).isEqualTo(exact);
        assertThat(GoDuration.brief(duration)).isEqualTo(brief);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"", "5", "s", "1x", "1s2", "--1s", "1 s", "400y"})
    void refusesWhatIsNoDuration(String text) {
        assertThatThrownBy(() -> GoDuration.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("duration: got \"" + text + "\"");
    }
}
