package io.natter.cli.bench;

import io.natter.cli.text.GoDuration;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import picocli.CommandLine.Option;

/** Which keys of which bucket a load is about. <i>Confined to the command's thread until it starts, read by its clients from then on.</i> */
final class KeyFlags {
    private static final String OWN_BUCKET = "benchbucket";

    @Option(
            names = "--bucket",
            defaultValue = OWN_BUCKET,
            paramLabel = "BUCKET",
            description = "The bucket to use for the benchmark")
    String bucket = OWN_BUCKET;

    @Option(
            names = "--sleep",
            paramLabel = "DURATION",
            description = "Sleep for the specified interval after each message")
    Duration sleep = Duration.ZERO;

    @Option(
            names = "--randomize",
            defaultValue = "0",
            paramLabel = "COUNT",
            description = "Randomly use keys between 0 and this number (set to 0 for sequential access)")
    int randomize;

    /** Whether it is the load's own bucket, which it may make. */
    boolean isOwn() {
        return bucket.equals(OWN_BUCKET);
    }

    /** The key of that message. */
    String key(long number) {
        return Long.toString(randomize > 0 ? ThreadLocalRandom.current().nextInt(randomize) : number);
    }

    void describe(List<String> words) {
        words.add("bucket=" + bucket);
        words.add("sleep=" + GoDuration.brief(sleep));
    }
}
