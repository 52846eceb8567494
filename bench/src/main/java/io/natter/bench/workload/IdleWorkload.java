package io.natter.bench.workload;

import io.natter.bench.load.IdleConnections;
import io.natter.bench.load.Threads;
import java.io.IOException;
import java.util.List;

/**
 * W10: what a silent connection costs. A few connections come and go first, so that code loaded for the first one is not counted.
 *
 * <p>Confined to the runner's thread.
 */
final class IdleWorkload implements Workload {
    private static final int FIRST = 200;
    private static final long SETTLE_NANOS = 1_500_000_000L;
    private static final int ROUNDS_MAX = 4;

    private final int connections;

    IdleWorkload(int connections) {
        this.connections = connections;
    }

    @Override
    public String id() {
        return "W10/" + connections;
    }

    @Override
    public String title() {
        return connections + " idle connections";
    }

    @Override
    public List<Gate> gates() {
        return List.of(Gate.atMost(Measure.CONNECTION_MEMORY, 1.0));
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
        IdleConnections.open(round.endpoint(), FIRST).close();
        Threads.parkUntil(System.nanoTime() + SETTLE_NANOS);
        long before = round.server().rssBytes();
        try (IdleConnections open = IdleConnections.open(round.endpoint(), connections)) {
            Threads.parkUntil(System.nanoTime() + SETTLE_NANOS);
            double added = round.server().rssBytes() - before;
            return Sample.of(Measure.CONNECTION_MEMORY, added / open.count() / 1024);
        }
    }
}
