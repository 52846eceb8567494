package io.natter.bench.workload;

import io.natter.bench.load.Endpoint;
import io.natter.bench.load.PublishRegion;
import io.natter.bench.load.Traffic;
import io.natter.bench.load.TrafficOutcome;
import io.natter.bench.load.TrafficRun;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Publish and count, as fast as it goes: W1 to W7 and W14. A queue group is also asked how fairly it shares out.
 *
 * <p>Confined to the runner's thread.
 */
final class TrafficWorkload implements Workload {
    private final String id;
    private final String title;
    private final Traffic traffic;
    private final List<Gate> gates;
    private final List<PublishRegion> regions = new ArrayList<>(); // built when first needed

    TrafficWorkload(String id, String title, Traffic traffic, List<Gate> gates) {
        this.id = id;
        this.title = title;
        this.traffic = traffic;
        this.gates = List.copyOf(gates);
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
        return gates;
    }

    @Override
    public boolean measuresAllocation() {
        return gates.stream().anyMatch(gate -> gate.measure() == Measure.ALLOCATION);
    }

    @Override
    public Sample round(Round round) throws IOException {
        return run(round, round.endpoint());
    }

    Sample run(Round round, Endpoint endpoint) throws IOException {
        try (TrafficRun run = open(round, endpoint)) {
            TrafficOutcome outcome = run.run(round.duration(), round.span());
            Sample sample = Sample.of(outcome);
            return isQueueGroup() ? sample.with(Measure.UNFAIRNESS, outcome.unfairnessPercent()) : sample;
        }
    }

    TrafficRun open(Round round, Endpoint endpoint) throws IOException {
        for (int publisher = regions.size(); publisher < traffic.publishers(); publisher++) {
            regions.add(PublishRegion.of(publisher, traffic.subjects(), traffic.payloadBytes()));
        }
        return TrafficRun.open(traffic, regions, endpoint, round.windowBytes());
    }

    private boolean isQueueGroup() {
        return !traffic.interests().isEmpty() && traffic.interests().get(0).queue() != null;
    }
}
