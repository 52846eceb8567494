package io.natter.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MachineTest {
    private static final Offset<Double> CLOSE = Offset.offset(1e-9);

    @Test
    void readsTheMachinesTimes() {
        MachineTimes times = MachineTimes.of("cpu  100 10 50 1000 40 5 15 20 0 0", 7);
        assertThat(times.busySeconds()).isCloseTo(1.8, CLOSE);
        assertThat(times.stealSeconds()).isCloseTo(0.2, CLOSE);
        assertThat(times.totalSeconds()).isCloseTo(12.4, CLOSE);
        assertThat(times.atNanos()).isEqualTo(7);
    }

    @Test
    void readsAProcessWhoseNameHoldsSpacesAndBrackets() {
        String stat = "42 (a) b (c) S 1 2 3 4 5 6 7 8 9 10 250 150 13 14";
        assertThat(MachineTimes.processSeconds(stat)).isCloseTo(4.0, CLOSE);
    }

    @ParameterizedTest(name = "{0} busy ticks and {1} steal ticks of 600 in 3 s: refused {2}")
    @CsvSource({"0, 0, false", "89, 5, false", "91, 0, true", "0, 7, true"})
    void refusesABusyMachine(int busyTicks, int stealTicks, boolean refused) {
        int idleTicks = 600 - busyTicks - stealTicks;
        MachineTimes before = MachineTimes.of("cpu 0 0 0 0 0 0 0 0", 0);
        MachineTimes after =
                MachineTimes.of("cpu " + busyTicks + " 0 0 " + idleTicks + " 0 0 0 " + stealTicks, 3_000_000_000L);
        assertThat(Quiet.between(before, after).objection().isPresent()).isEqualTo(refused);
    }
}
