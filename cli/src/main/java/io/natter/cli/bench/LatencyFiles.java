package io.natter.cli.bench;

import io.natter.cli.IoText;
import io.natter.cli.command.UsageException;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Latencies in files, as the nats tool writes them for those who draw them. <i>Thread-safe:</i> pure functions.
 *
 * <pre>
 *  FILE.raw          0.123456                                            one time a line, in milliseconds, the shortest first
 *  FILE.histogram    Value    Percentile    TotalCount    1/(1-Percentile)
 *                    0.123456    0.500000        2500            2.000000
 * </pre>
 */
final class LatencyFiles {
    private static final double[] PERCENTS = {10, 25, 50, 75, 90, 99, 99.9, 99.99, 99.999, 99.9999, 99.99999, 100};

    /** What stands for 1 / (1 - 1). */
    private static final double ALL = 10_000_000;

    private LatencyFiles() {}

    /** @throws UsageException when a file cannot be written */
    static void write(String file, Latencies latencies) {
        try {
            writeRaw(Path.of(file + ".raw"), latencies);
            Files.writeString(Path.of(file + ".histogram"), histogram(latencies));
        } catch (IOException e) {
            throw new UsageException(file + ": " + IoText.of(e), e);
        }
    }

    private static void writeRaw(Path file, Latencies latencies) throws IOException {
        try (Writer out = Files.newBufferedWriter(file)) {
            for (int i = 0; i < latencies.count(); i++) {
                out.write(String.format(Locale.ROOT, "%.6f%n", latencies.nanos(i) / 1e6));
            }
        }
    }

    static String histogram(Latencies latencies) {
        StringBuilder text = new StringBuilder("Value    Percentile    TotalCount    1/(1-Percentile)\n\n");
        for (double percent : PERCENTS) {
            double part = percent / 100;
            long count = Math.round(part * latencies.count());
            text.append(String.format(
                    Locale.ROOT,
                    "%.6f    %.6f        %d            %.6f%n",
                    latencies.percentile(percent) / 1e3,
                    part,
                    count,
                    part < 1 ? 1 / (1 - part) : ALL));
        }
        return text.toString();
    }
}
