package io.natter.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatencyTest {
    @ParameterizedTest(name = "{0}/s for {1} ms: {2} sendings, number {3} at {4} ns")
    @CsvSource(delimiter = '|', textBlock = """
                    1000     | 2000 | 2000   | 3      | 3000000
                    3        | 1000 | 3      | 1      | 333333333
                    3        | 1000 | 3      | 3      | 1000000000
                    100000.5 | 100  | 10000  | 10000  | 99999500
                    0.5      | 1000 | 0      | 1      | 2000000000
                    """)
    void plansEvenStepsWithoutAddingUpErrors(double rate, long millis, long count, long number, long offsetNanos) {
        var plan = new SendPlan(rate, Duration.ofMillis(millis));
        assertThat(plan.count()).isEqualTo(count);
        assertThat(plan.offsetNanos(number)).isEqualTo(offsetNanos);
    }

    @Test
    void refusesARateOfZero() {
        assertThatThrownBy(() -> new SendPlan(0, Duration.ofSeconds(1))).hasMessageContaining("expected above 0");
    }

    @Test
    void countsLatencyFromThePlannedTime() {
        Histogram histogram = LatencyMark.newHistogram();
        var mark = new LatencyMark(histogram);
        mark.readArrived();
        mark.message(planned(System.nanoTime() - 5_000_000_000L), 0);
        assertThat(histogram.getMaxValue()).isGreaterThanOrEqualTo(4_990_000_000L);
        assertThat(mark.outOfOrder()).isZero();
    }

    @Test
    void countsPlannedTimesThatDoNotRise() {
        var mark = new LatencyMark(LatencyMark.newHistogram());
        mark.readArrived();
        for (long time : new long[] {10, 11, 11, 9}) {
            mark.message(planned(time), 0);
        }
        assertThat(mark.outOfOrder()).isEqualTo(2);
    }

    @Test
    void keepsValuesBeyondTheRangeAtItsEnds() {
        Histogram histogram = LatencyMark.newHistogram();
        LatencyMark.record(histogram, -5);
        LatencyMark.record(histogram, Long.MAX_VALUE);
        assertThat(histogram.getTotalCount()).isEqualTo(2);
        assertThat(histogram.getMaxValue()).isGreaterThanOrEqualTo(60_000_000_000L);
    }

    private static ByteBuffer planned(long nanos) {
        return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(nanos);
    }
}
