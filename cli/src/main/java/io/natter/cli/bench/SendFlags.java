package io.natter.cli.bench;

import io.natter.cli.IoText;
import io.natter.cli.command.HeaderTexts;
import io.natter.cli.command.UsageException;
import io.natter.cli.text.HumanNumbers;
import io.natter.protocol.wire.Headers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What loads that send can be told besides. <i>Confined to the command's thread until it starts, read by its clients from then on.</i> */
final class SendFlags {
    @Option(names = "--payload", paramLabel = "FILE", description = "File containing a message payload to send")
    @Nullable
    Path payload;

    @Option(
            names = {"-H", "--header"},
            paramLabel = "K:V",
            description = "Adds headers to the message using K:V format")
    List<String> headers = new ArrayList<>();

    @Option(
            names = "--throughput",
            defaultValue = "0",
            paramLabel = "RATE",
            description =
                    "If set > 0, throttle aggregate message send throughput to approximately RATE messages/second "
                            + "across all clients")
    long throughput;

    @Option(
            names = "--duration",
            paramLabel = "DURATION",
            description = "Run for approximately this long instead of a fixed message count, deriving the number of "
                    + "messages from --throughput")
    Duration duration = Duration.ZERO;

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

    byte[] bytes(int size) {
        if (payload == null) {
            return new byte[size];
        }
        try {
            return Files.readAllBytes(payload);
        } catch (IOException e) {
            throw new UsageException("reading the payload file: " + IoText.of(e), e);
        }
    }

    Headers headers() {
        return HeaderTexts.parse(headers);
    }

    void describe(List<String> words) {
        if (throughput > 0) {
            words.add("throughput=" + HumanNumbers.comma(throughput));
        }
        if (throughput > 0 && !duration.isZero()) {
            words.add("duration=" + io.natter.cli.text.GoDuration.brief(duration));
        }
    }
}
