package io.natter.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoTimeTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            2026-01-02T03:04:05Z,           2026-01-02T03:04:05Z
            2026-01-02T03:04:05.100Z,       2026-01-02T03:04:05.1Z
            2026-01-02T03:04:05.000001Z,    2026-01-02T03:04:05.000001Z
            2026-01-02T03:04:05.123456789Z, 2026-01-02T03:04:05.123456789Z
            0001-01-01T00:00:00Z,           0001-01-01T00:00:00Z
            """)
    void isWrittenWithAsManyDigitsAsNeeded(Instant time, String text) {
        assertThat(GoTime.format(time)).isEqualTo(text);
        assertThat(GoTime.parse(text)).isEqualTo(time);
    }

    @Test
    void isWrittenAsTheJdkWritesItButForTrailingZeros() {
        long seed = Long.getLong("natter.seed", System.nanoTime());
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 10_000; i++) {
            long second = random.nextLong(-100_000_000_000L * (1 + i % 20), 300_000_000_000L * (1 + i % 20));
            Instant time = Instant.ofEpochSecond(second, random.nextInt(1_000_000_000));
            String expected = time.toString().replaceFirst("0*Z$", "Z");
            assertThat(GoTime.format(time)).as("seed %d", seed).isEqualTo(expected);
        }
    }

    @Test
    void isReadAsTheJdkReadsItWhateverOneCharacterIs() {
        long seed = Long.getLong("natter.seed", System.nanoTime());
        var random = new SplittableRandom(seed);
        String characters = "0123456789.:-+TZ x";
        for (int i = 0; i < 20_000; i++) {
            Instant time = Instant.ofEpochSecond(random.nextLong(-70_000_000_000L, 300_000_000_000L), 120_000);
            var text = new StringBuilder(time.toString());
            text.setCharAt(random.nextInt(text.length()), characters.charAt(random.nextInt(characters.length())));
            assertThat(orNull(text.toString(), GoTime::parse))
                    .as("%s, seed %d", text, seed)
                    .isEqualTo(orNull(
                            text.toString(),
                            each -> DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(each, Instant::from)));
        }
    }

    private static @Nullable Instant orNull(String text, Function<String, Instant> reading) {
        try {
            return reading.apply(text);
        } catch (JsonException | DateTimeException none) {
            return null;
        }
    }

    @Test
    void isReadFromAnyOffset() {
        assertThat(GoTime.parse("2026-01-02T03:04:05.5+02:00")).isEqualTo(Instant.parse("2026-01-02T01:04:05.5Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "now", "2026-01-02", "2026-01-02T03:04:05", "2026-13-02T03:04:05Z", "1767323045"})
    void whatIsNoTimeIsRefused(String text) {
        assertThatThrownBy(() -> GoTime.parse(text)).isInstanceOf(JsonException.class);
    }

    @Test
    void nanosecondsAreHeldInRange() {
        assertThat(GoTime.nanos(Duration.ofSeconds(1))).isEqualTo(1_000_000_000);
        assertThat(GoTime.nanos(Duration.ofSeconds(Long.MAX_VALUE))).isEqualTo(Long.MAX_VALUE);
        assertThat(GoTime.nanos(Duration.ofSeconds(Long.MIN_VALUE))).isEqualTo(Long.MIN_VALUE);
    }
}
