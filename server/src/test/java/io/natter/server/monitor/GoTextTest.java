package io.natter.server.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoTextTest {
    @ParameterizedTest(name = "{0} s is {1}")
    @CsvSource(textBlock = """
            0, 0s
            -5, 0s
            59, 59s
            60, 1m0s
            3599, 59m59s
            3600, 1h0m0s
            86399, 23h59m59s
            86400, 1d0h0m0s
            90061, 1d1h1m1s
            31536000, 1y0d0h0m0s
            34822861, 1y38d1h1m1s
            """)
    void uptimeStartsWithTheLargestUnitThatIsNotZero(long seconds, String text) {
        assertThat(GoText.uptime(Duration.ofSeconds(seconds))).isEqualTo(text);
    }

    @ParameterizedTest(name = "{0} ns is {1}")
    @CsvSource(textBlock = """
            0, 0s
            1, 1ns
            999, 999ns
            1000, 1µs
            1500, 1.5µs
            490123, 490.123µs
            1000000, 1ms
            2132666, 2.132666ms
            1000000000, 1s
            1500000000, 1.5s
            60000000000, 1m0s
            90500000000, 1m30.5s
            3600000000000, 1h0m0s
            9000000000001, 2h30m0.000000001s
            """)
    void durationUsesTheUnitThatSuitsIt(long ns, String text) {
        assertThat(GoText.duration(ns)).isEqualTo(text);
    }

    @ParameterizedTest(name = "{0} ns is shown as {1}")
    @CsvSource(textBlock = """
            0, 0s
            999, 999ns
            490123, 490µs
            1001, 1µs
            2132666, 2.132666ms
            """)
    void roundTripsBelowAMillisecondAreWholeMicroseconds(long ns, String text) {
        assertThat(GoText.roundTrip(ns)).isEqualTo(text);
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(textBlock = """
            2026-11-21T02:44:12Z,           2026-11-21T02:44:12Z
            2026-11-21T02:44:12.750Z,       2026-11-21T02:44:12.75Z
            2026-11-21T02:44:12.751798520Z, 2026-11-21T02:44:12.75179852Z
            2026-01-01T00:00:00.000000001Z, 2026-01-01T00:00:00.000000001Z
            """)
    void timeHasNoZerosAtItsEnd(Instant time, String text) {
        assertThat(GoText.time(time)).isEqualTo(text);
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            plain      | "plain"
            say "hi"   | "say \\"hi\\""
            back\\slash | "back\\\\slash"
            é          | "é"
            """)
    void quotedTextStaysOnOneLine(String text, String quoted) {
        assertThat(GoText.quote(text)).isEqualTo(quoted);
        assertThat(GoText.quote("a\r\nb\u007f\u0085")).isEqualTo("\"a\\x0d\\x0ab\\x7f\\u0085\"");
    }
}
