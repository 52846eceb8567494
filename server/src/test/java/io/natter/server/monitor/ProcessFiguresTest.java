package io.natter.server.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcessFiguresTest implements ProcessFigures.Source {
    private long nowNs;
    private long cpuNs;

    @ParameterizedTest(name = "{0} ms of processor time in {1} ms is {2} %")
    @CsvSource(textBlock = """
            0,    1000, 0
            500,  1000, 50
            2000, 1000, 200
            1,    1000, 0.1
            333,  2000, 16.6
            -5,   1000, 0
            """)
    void loadIsProcessorTimeByTime(long cpuMillis, long millis, double percent) {
        ProcessFigures figures = new ProcessFigures(this, () -> nowNs);
        nowNs += millis * 1_000_000;
        cpuNs += cpuMillis * 1_000_000;
        figures.sample();
        assertThat(figures.cpuPercent()).isEqualTo(percent);
    }

    @Test
    void onlyTheLastSampleCounts() {
        ProcessFigures figures = new ProcessFigures(this, () -> nowNs);
        nowNs += 1_000_000_000;
        cpuNs += 1_000_000_000;
        figures.sample();
        nowNs += 1_000_000_000;
        figures.sample();
        assertThat(figures.cpuPercent()).isZero();
    }

    @Test
    void twoSamplesAtOnceKeepTheFigure() {
        ProcessFigures figures = new ProcessFigures(this, () -> nowNs);
        nowNs += 1_000_000_000;
        cpuNs += 1_000_000_000;
        figures.sample();
        figures.sample();
        assertThat(figures.cpuPercent()).isEqualTo(100);
    }

    @Test
    void theRunningProcessHasFigures() {
        JvmProcessSource source = new JvmProcessSource();
        assertThat(source.residentBytes()).isPositive();
        assertThat(source.coreCount()).isPositive();
        assertThat(source.cpuTimeNs()).isNotNegative();
    }

    @Override
    public long cpuTimeNs() {
        return cpuNs;
    }

    @Override
    public long residentBytes() {
        return 1;
    }

    @Override
    public int coreCount() {
        return 1;
    }
}
