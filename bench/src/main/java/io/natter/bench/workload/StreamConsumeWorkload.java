package io.natter.bench.workload;

import io.natter.bench.load.StreamConsuming;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * J7 and J8: read a stream from its beginning to its end.
 *
 * <p>Confined to the runner's thread.
 */
final class StreamConsumeWorkload implements Workload {
    private static final int PAYLOAD_BYTES = 128;

    private final String id;
    private final StreamConsuming.Way way;
    private final int messageCount;

    StreamConsumeWorkload(String id, StreamConsuming.Way way, int messageCount) {
        this.id = id;
        this.way = way;
        this.messageCount = messageCount;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String title() {
        return switch (way) {
            case ORDERED -> "ordered consume, " + PAYLOAD_BYTES + " B, from cache";
            case PULL -> "pull consume, batches of 500, each message acknowledged, " + PAYLOAD_BYTES + " B";
        };
    }

    @Override
    public List<Gate> gates() {
        return List.of(Gate.atLeast(Measure.RATE, 0.8));
    }

    @Override
    public List<String> serverArguments(Path directory) throws IOException {
        return Durability.LAZY.serverArguments(directory);
    }

    @Override
    public Sample round(Round round) throws IOException {
        try (StreamConsuming consuming = StreamConsuming.open(round.endpoint(), way, messageCount, PAYLOAD_BYTES)) {
            return Sample.of(consuming.run(round.duration(), round.span()));
        }
    }
}
