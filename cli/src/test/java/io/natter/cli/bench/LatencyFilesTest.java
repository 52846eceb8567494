package io.natter.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.natter.cli.command.UsageException;
import java.nio.file.Path;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LatencyFilesTest {
    @TempDir
    private Path directory;

    private final Latencies latencies = Latencies.of(
            LongStream.rangeClosed(1, 100).map(i -> (101 - i) * 1_000_000).toArray());

    @Test
    void timesAreInMillisecondsAndRise() {
        LatencyFiles.write(directory.resolve("out").toString(), latencies);
        assertThat(directory.resolve("out.raw"))
                .content()
                .startsWith("1.000000\n2.000000\n")
                .endsWith("100.000000\n");
        assertThat(directory.resolve("out.histogram")).content().isEqualTo(LatencyFiles.histogram(latencies));
    }

    @Test
    void theHistogramHasALineAPercentile() {
        assertThat(LatencyFiles.histogram(latencies))
                .startsWith("Value    Percentile    TotalCount    1/(1-Percentile)\n\n")
                .contains(
                        "50.000000    0.500000        50            2.000000\n",
                        "99.000000    0.990000        99            100.0000")
                .endsWith("100.000000    1.000000        100            10000000.000000\n");
    }

    @Test
    void aFileThatCannotBeWrittenIsNamed() {
        String file = directory.resolve("none").resolve("out").toString();
        assertThatThrownBy(() -> LatencyFiles.write(file, latencies))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(file);
    }
}
