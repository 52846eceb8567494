package io.natter.server.jetstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

final class WallClockTest {
    @Test
    void isTheTimeOfDayBothWhenItAsksAndWhenItCounts() {
        var clock = new WallClock();
        assertThat(at(clock.wallNs())).isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
        assertThat(at(clock.wallNs())).isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
    }

    @Test
    void advancesAsTimePasses() {
        var clock = new WallClock();
        long first = clock.wallNs();
        long end = System.nanoTime() + Duration.ofMillis(3).toNanos();
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertThat(clock.wallNs() - first).isGreaterThan(Duration.ofMillis(2).toNanos());
    }

    private static Instant at(long wallNs) {
        return Instant.ofEpochSecond(0, wallNs);
    }
}
