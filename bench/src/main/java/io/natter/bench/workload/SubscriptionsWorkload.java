package io.natter.bench.workload;

import io.natter.bench.load.TrafficRun;
import java.io.IOException;
import java.util.List;

/**
 * W13: very many literal subscriptions: the time to load them, the memory they take, the rate at which messages find them.
 *
 * <p>Confined to the runner's thread.
 */
final class SubscriptionsWorkload implements Workload {
    private static final int ROUNDS_MAX = 4;

    private final TrafficWorkload inner;
    private final int subscriptions;

    SubscriptionsWorkload(TrafficWorkload inner, int subscriptions) {
        this.inner = inner;
        this.subscriptions = subscriptions;
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
    public boolean needsFreshServer() {
        return true;
    }

    @Override
    public int rounds(int asked) {
        return Math.min(asked, ROUNDS_MAX);
    }

    @Override
    public Sample round(Round round) throws IOException {
        long rssBefore = round.server().rssBytes();
        long start = System.nanoTime();
        try (TrafficRun run = inner.open(round, round.endpoint())) {
            double loadSeconds = (System.nanoTime() - start) / 1e9;
            double added = round.server().rssBytes() - rssBefore;
            return Sample.of(run.run(round.duration(), round.span()))
                    .with(Measure.LOAD_TIME, loadSeconds)
                    .with(Measure.SUBSCRIPTION_MEMORY, added / subscriptions);
        }
    }
}
