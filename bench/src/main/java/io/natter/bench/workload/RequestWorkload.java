package io.natter.bench.workload;

import io.natter.bench.load.LatencyRun;
import java.io.IOException;
import java.util.List;

/**
 * W8: one requester, one request after the other.
 *
 * <p>Confined to the runner's thread.
 */
final class RequestWorkload implements Workload {
    private final int payloadBytes;

    RequestWorkload(int payloadBytes) {
        this.payloadBytes = payloadBytes;
    }

    @Override
    public String id() {
        return "W8";
    }

    @Override
    public String title() {
        return "request-reply, 1 requester, " + payloadBytes + " B";
    }

    @Override
    public List<Gate> gates() {
        return List.of(Gate.atMost(Measure.P50, 1.0), Gate.atMost(Measure.P99, 1.0), Gate.atMost(Measure.P999, 2.0));
    }

    @Override
    public Sample round(Round round) throws IOException {
        try (LatencyRun run = LatencyRun.requests(round.endpoint(), 1, payloadBytes)) {
            return Sample.ofRequests(run.pingPong(round.duration(), round.span()));
        }
    }
}
