package io.natter.cli.bench;

import io.natter.cli.text.HumanNumbers;
import java.util.List;
import java.util.Locale;
import java.util.LongSummaryStatistics;

/**
 * What a run is told as, in the words of the nats tool, so that scripts read it.
 *
 * <pre>
 *   NATS Core NATS publisher stats: 1,234,567 msgs/sec ~ 151 MiB/sec ~ min: 0.1us ~ avg: ...      one client
 *
 *    [1] 617,283 msgs/sec ~ 75 MiB/sec ~ ... (50,000 msgs)                                         several
 *
 *    NATS Core NATS publisher aggregated stats: 1,234,567 msgs/sec ~ 151 MiB/sec
 *    message rates min 617,283 | avg 618,000 | max 618,717 | stddev 717 msgs
 *    latencies per operation min 0.1us | avg ...
 * </pre>
 *
 * <p><i>Immutable.</i>
 *
 * @param kind what was done
 * @param runId of this run, in the CSV
 * @param samples one for each client, at least one
 */
record BenchReport(BenchKind kind, String runId, List<BenchSample> samples) {

    String text() {
        if (samples.size() == 1) {
            return "NATS " + kind.label() + " stats: " + samples.get(0).text() + "\n";
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < samples.size(); i++) {
            BenchSample sample = samples.get(i);
            text.append(
                    "  [%d] %s (%s msgs)\n".formatted(i + 1, sample.text(), HumanNumbers.comma(sample.jobMessages())));
        }
        BenchSample all = all();
        text.append("\n  NATS %s aggregated stats: %s msgs/sec ~ %s/sec\n"
                .formatted(kind.label(), HumanNumbers.comma(all.rate()), HumanNumbers.bytes(all.throughput())));
        text.append("  message rates ").append(rates()).append('\n');
        if (!all.latencies().isEmpty()) {
            text.append("  latencies per operation ")
                    .append(all.latencies().summary())
                    .append('\n');
        }
        return text.toString();
    }

    private BenchSample all() {
        return samples.stream().reduce(BenchSample::and).orElseThrow();
    }

    private String rates() {
        LongSummaryStatistics rates =
                samples.stream().mapToLong(BenchSample::rate).summaryStatistics();
        double mean = rates.getAverage();
        double squares = samples.stream()
                .mapToDouble(sample -> (sample.rate() - mean) * (sample.rate() - mean))
                .sum();
        long deviation = (long) Math.sqrt(squares / samples.size());
        return "min %s | avg %s | max %s | stddev %s msgs"
                .formatted(
                        HumanNumbers.comma(rates.getMin()),
                        HumanNumbers.comma((long) mean),
                        HumanNumbers.comma(rates.getMax()),
                        HumanNumbers.comma(deviation));
    }

    String csv() {
        boolean hasLatencies = !all().latencies().isEmpty();
        StringBuilder text = new StringBuilder("#RunID,ClientID,MsgCount,MsgBytes,MsgsPerSec,BytesPerSec,DurationSecs");
        if (hasLatencies) {
            text.append(",MinLatencyMicroSecs,AvgLatencyMicroSecs,MaxLatencyMicroSecs,P50LatencyMicroSecs"
                    + ",P90LatencyMicroSecs,P99LatencyMicroSecs,P99.9LatencyMicroSecs,StdDevLatencyMicroSecs");
        }
        text.append('\n');
        for (int i = 0; i < samples.size(); i++) {
            BenchSample one = samples.get(i);
            text.append(runId).append(',').append(kind.prefix()).append(i);
            text.append(",%d,%d,%d".formatted(one.wireMessages(), one.bytes(), one.rate()));
            append(text, one.throughput(), one.seconds());
            if (hasLatencies) {
                Latencies times = one.latencies();
                append(text, times.min(), times.mean(), times.max(), times.percentile(50), times.percentile(90));
                append(text, times.percentile(99), times.percentile(99.9), times.deviation());
            }
            text.append('\n');
        }
        return text.toString();
    }

    private static void append(StringBuilder text, double... values) {
        for (double value : values) {
            text.append(String.format(Locale.ROOT, ",%f", value));
        }
    }
}
