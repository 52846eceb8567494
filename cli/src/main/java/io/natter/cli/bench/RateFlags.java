package io.natter.cli.bench;

import io.natter.cli.command.UsageException;
import io.natter.cli.text.GoDuration;
import io.natter.cli.text.HumanNumbers;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Option;

/** How fast, and how long, loads that send may go. <i>Confined to the command's thread until it starts, read by its clients from then on.</i> */
final class RateFlags {
    @Option(
            names = "--throughput",
            defaultValue = "0",
            paramLabel = "RATE",
            description =
                    "If set > 0, throttle aggregate message send throughput to approximately RATE messages/second "
                            + "across all clients")
    private long throughput;

    @Option(
            names = "--duration",
            paramLabel = "DURATION",
            description = "Run for approximately this long instead of a fixed message count, deriving the number of "
                    + "messages from --throughput")
    private Duration duration = Duration.ZERO;

    /** Sets how many messages there are, if a duration says so. */
    void apply(BenchFlags flags) {
        if (duration.isZero()) {
            return;
        }
        if (duration.isNegative()) {
            throw new UsageException("--duration cannot be negative");
        }
        if (throughput <= 0) {
            throw new UsageException("--duration requires --throughput to be set");
        }
        flags.messages = Math.round(throughput * (duration.toNanos() / 1e9));
    }

    /** Holds back one of so many clients. */
    Pace pace(Duration sleep, int clients) {
        return new Pace(sleep, (double) throughput / clients);
    }

    void describe(List<String> words) {
        if (throughput > 0) {
            words.add("throughput=" + HumanNumbers.comma(throughput));
        }
        if (throughput > 0 && !duration.isZero()) {
            words.add("duration=" + GoDuration.brief(duration));
        }
    }
}
