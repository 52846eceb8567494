package io.natter.cli.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LogLineTest {
    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.000006789Z");

    @Test
    void beginsWithProcessAndTime() {
        assertThat(new LogLine(42, true, true, false).of(TIME, LogLine.Label.INF, "Server is ready"))
                .isEqualTo("[42] 2026/01/02 03:04:05.000006 [INF] Server is ready\n");
    }

    @Test
    void leavesTheTimeOutWhenTold() {
        assertThat(new LogLine(42, false, true, false).of(TIME, LogLine.Label.WRN, "text"))
                .isEqualTo("[42] [WRN] text\n");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"INF,32", "DBG,36", "WRN,0;93", "ERR,31", "FTL,31", "TRC,33"})
    void coloursLabelsForATerminal(LogLine.Label label, String colour) {
        assertThat(new LogLine(1, false, true, true).of(TIME, label, "text"))
                .isEqualTo("[1] [\u001b[" + colour + "m" + label + "\u001b[0m] text\n");
    }
}
