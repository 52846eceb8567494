package io.natter.bench.workload;

import io.natter.bench.load.BatchPublishing;
import io.natter.bench.load.LatencyOutcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * J6: publish to a stream in batches.
 *
 * <p>Confined to the runner's thread.
 */
final class BatchPublishWorkload implements Workload {
    private static final int PAYLOAD_BYTES = 128;

    private final BatchPublishing.Way way;

    BatchPublishWorkload(BatchPublishing.Way way) {
        this.way = way;
    }

    @Override
    public String id() {
        return way == BatchPublishing.Way.ATOMIC ? "J6/atomic" : "J6/fast";
    }

    @Override
    public String title() {
        return (way == BatchPublishing.Way.ATOMIC
                        ? "atomic batches of 100, five under way, "
                        : "fast batch, 1,000 messages ahead of its acknowledgements, ")
                + PAYLOAD_BYTES + " B, " + Durability.LAZY.title();
    }

    @Override
    public List<Gate> gates() {
        return List.of(Gate.atLeast(Measure.RATE, 0.8));
    }

    @Override
    public boolean measuresAllocation() {
        return true;
    }

    @Override
    public List<String> serverArguments(Path directory) throws IOException {
        return Durability.LAZY.serverArguments(directory);
    }

    @Override
    public Sample round(Round round) throws IOException {
        LatencyOutcome outcome =
                BatchPublishing.run(round.endpoint(), way, PAYLOAD_BYTES, round.duration(), round.span());
        return Sample.ofRequests(outcome).with(Measure.RATE, outcome.received() / outcome.seconds());
    }
}
