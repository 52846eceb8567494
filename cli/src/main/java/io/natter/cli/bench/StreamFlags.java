package io.natter.cli.bench;

import io.natter.cli.text.GoDuration;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Option;

/** Which stream a load is about. <i>Confined to the command's thread until it starts, read by its clients from then on.</i> */
final class StreamFlags {
    @Option(
            names = "--stream",
            defaultValue = "benchstream",
            paramLabel = "STREAM",
            description = "The name of the stream to create or use")
    String name = "benchstream";

    @Option(
            names = "--sleep",
            paramLabel = "DURATION",
            description = "Sleep for the specified interval between publications")
    Duration sleep = Duration.ZERO;

    void describe(List<String> words) {
        words.add("stream=" + name);
        words.add("sleep=" + GoDuration.brief(sleep));
    }
}
