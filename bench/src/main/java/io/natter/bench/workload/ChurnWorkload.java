package io.natter.bench.workload;

import io.natter.bench.load.Churn;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * W15: one to one on hot subjects while another connection subscribes and unsubscribes.
 *
 * <p>Confined to the runner's thread.
 */
final class ChurnWorkload implements Workload {
    private static final int PAIRS_PER_SECOND = 5_000;

    private final TrafficWorkload inner;

    ChurnWorkload(TrafficWorkload inner) {
        this.inner = inner;
    }

    @Override
    public String id() {
        return inner.id();
    }

    @Override
    public String title() {
        return inner.title();
    }

    @Override
    public List<Gate> gates() {
        return inner.gates();
    }

    @Override
    public Sample round(Round round) throws IOException {
        Sample sample;
        Churn churn = Churn.start(round.endpoint(), PAIRS_PER_SECOND);
        try (churn) {
            sample = inner.round(round);
        }
        List<String> failures = new ArrayList<>(sample.failures());
        failures.addAll(churn.failures().texts());
        return new Sample(
                sample.values(), sample.operations(), sample.lost(), sample.outOfOrder(), failures, sample.latency());
    }
}
