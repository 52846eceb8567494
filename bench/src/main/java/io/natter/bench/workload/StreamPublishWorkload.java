package io.natter.bench.workload;

import io.natter.bench.load.LatencyOutcome;
import io.natter.bench.load.StreamPublishing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * J1 to J5: publish to a stream, each message acknowledged, so many waiting for that at a time.
 *
 * <p>Confined to the runner's thread.
 */
final class StreamPublishWorkload implements Workload {
    private static final int ALLOCATED_BYTES_MAX = 200;

    private final String id;
    private final String title;
    private final Durability durability;
    private final String storage;
    private final int payloadBytes;
    private final int window;
    private final Gate gate;

    StreamPublishWorkload(
            String id, Durability durability, String storage, int payloadBytes, int window, double rateFloor) {
        this.id = id;
        this.title = (window == 1 ? "publish one by one, " : "publish, window " + window + ", ") + payloadBytes + " B, "
                + (storage.equals("memory") ? "memory" : durability.title());
        this.durability = durability;
        this.storage = storage;
        this.payloadBytes = payloadBytes;
        this.window = window;
        this.gate = Gate.atLeast(window == 1 ? Measure.REQUEST_RATE : Measure.RATE, rateFloor);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public List<Gate> gates() {
        return payloadBytes > 128
                ? List.of(gate)
                : List.of(gate, Gate.oursAtMost(Measure.ALLOCATION, ALLOCATED_BYTES_MAX));
    }

    @Override
    public boolean measuresAllocation() {
        return true;
    }

    @Override
    public List<String> serverArguments(Path directory) throws IOException {
        return durability.serverArguments(directory);
    }

    @Override
    public Sample round(Round round) throws IOException {
        StreamPublishing publishing = new StreamPublishing(round.endpoint(), storage, payloadBytes, window);
        LatencyOutcome outcome = publishing.run(round.duration(), round.span());
        Sample sample = Sample.ofRequests(outcome);
        return window == 1 ? sample : sample.with(Measure.RATE, outcome.received() / outcome.seconds());
    }
}
