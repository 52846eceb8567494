package io.natter.bench.workload;

import io.natter.bench.load.FilteredConsuming;
import io.natter.bench.load.StoredStream;
import io.natter.bench.load.StreamWire;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * J9: a thousand consumers of one stream, each for a subject that one message in a thousand has.
 *
 * <p>Confined to the runner's thread.
 */
final class FilteredConsumeWorkload implements Workload {
    private static final int CONSUMERS = 1_000;
    private static final int EACH = 200;
    private static final int PAYLOAD_BYTES = 128;
    private static final String PREFIX = "bench.filtered.";
    private static final StoredStream STREAM = new StoredStream("FILTERED", "\"subjects\":[\"" + PREFIX + "*\"]");

    @Override
    public String id() {
        return "J9";
    }

    @Override
    public String title() {
        return "1,000 consumers with filters of their own, 1 message in 1,000 each, " + PAYLOAD_BYTES + " B";
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
        try (StreamWire wire = StreamWire.connect(round.endpoint())) {
            STREAM.fill(wire, (long) CONSUMERS * EACH, PAYLOAD_BYTES, number -> PREFIX + number % CONSUMERS);
        }
        try (FilteredConsuming consuming = FilteredConsuming.open(round.endpoint(), STREAM, PREFIX)) {
            return Sample.of(consuming.run(CONSUMERS, EACH, round.span()));
        }
    }
}
