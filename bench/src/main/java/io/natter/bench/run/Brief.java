package io.natter.bench.run;

import io.natter.bench.workload.Measure;
import io.natter.bench.workload.Sample;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * One line about a sample, for whoever watches the run.
 *
 * <p>Thread-safe: no state.
 */
final class Brief {
    private Brief() {}

    static String of(Sample sample) {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<Measure, Double> value : new TreeMap<>(sample.values()).entrySet()) {
            text.append(String.format(
                    Locale.ROOT,
                    "%s %,.3f %s  ",
                    value.getKey().title(),
                    value.getValue(),
                    value.getKey().unit()));
        }
        if (sample.lost() != 0 || sample.outOfOrder() != 0) {
            text.append("LOST ").append(sample.lost()).append(" OUT OF ORDER ").append(sample.outOfOrder());
        }
        sample.failures().forEach(failure -> text.append(" [").append(failure).append(']'));
        return text.toString();
    }
}
