package io.natter.bench.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.natter.bench.workload.Gate;
import io.natter.bench.workload.Measure;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatisticsTest {
    @ParameterizedTest(name = "median of {0} is {1}")
    @CsvSource({"5, 5", "1 9, 5", "9 1 2, 2", "4 1 3 2, 2.5", "-1 -3 8 0 0, 0"})
    void takesTheMiddle(String values, double median) {
        assertThat(Statistics.median(list(values))).isEqualTo(median);
    }

    @Test
    void hasNoMedianOfNothing() {
        assertThatThrownBy(() -> Statistics.median(List.of())).hasMessageContaining("at least one");
    }

    @Test
    void equalSamplesHaveTheRatioOneForSure() {
        assertThat(Statistics.ratio(list("7 7 7 7"), list("7 7 7 7"))).isEqualTo(new Ratio(1, 1, 1));
    }

    @Test
    void theIntervalHoldsTheRatioAndIsAlwaysTheSame() {
        List<Double> ours = list("10 11 12 9 10 14 10 11");
        List<Double> theirs = list("5 5.5 4.5 5 6 5 4 5");
        Ratio ratio = Statistics.ratio(ours, theirs);
        assertThat(ratio.median()).isCloseTo(2.1, within(1e-9));
        assertThat(ratio.low()).isLessThan(ratio.median()).isGreaterThan(1.5);
        assertThat(ratio.high()).isGreaterThan(ratio.median()).isLessThan(3.2);
        assertThat(Statistics.ratio(ours, theirs)).isEqualTo(ratio);
    }

    @Test
    void moreSpreadGivesAWiderInterval() {
        Ratio narrow = Statistics.ratio(list("10 10.1 9.9 10"), list("10 10.1 9.9 10"));
        Ratio wide = Statistics.ratio(list("10 14 6 10"), list("10 14 6 10"));
        assertThat(wide.high() - wide.low()).isGreaterThan(10 * (narrow.high() - narrow.low()));
    }

    @ParameterizedTest(name = "ours {0}, theirs {1}: {2}")
    @CsvSource({
        "12 13 14, 10 10 10, pass",
        "8 9 11, 10 10 10, unsure",
        "9 11 12, 10 10 10, pass (unsure)",
        "7 8 9, 10 10 10, fail"
    })
    void aFloorFailsOnlyWhenTheWholeIntervalIsBelow(String ours, String theirs, String verdict) {
        Measured measured = Measured.of(
                Measure.RATE,
                Series.of(list(ours), null),
                Series.of(list(theirs), null),
                List.of(Gate.atLeast(Measure.RATE, 1.0)));
        assertThat(measured.verdict()).isEqualTo(verdict);
        assertThat(measured.gate()).isEqualTo(">= 1.0");
    }

    @Test
    void aCeilingOfOursNeedsNoOtherSide() {
        List<Gate> gates = List.of(Gate.oursAtMost(Measure.ALLOCATION, 8));
        assertThat(Measured.of(Measure.ALLOCATION, Series.of(list("9"), null), null, gates)
                        .verdict())
                .isEqualTo("fail");
        assertThat(Measured.of(Measure.ALLOCATION, Series.of(list("8"), null), null, gates)
                        .verdict())
                .isEqualTo("pass");
        assertThat(Measured.of(Measure.RATE, Series.of(list("8"), null), null, gates)
                        .verdict())
                .isNull();
    }

    private static List<Double> list(String values) {
        return Arrays.stream(values.split(" ", -1)).map(Double::valueOf).toList();
    }
}
