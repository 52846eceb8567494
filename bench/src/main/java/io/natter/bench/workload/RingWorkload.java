package io.natter.bench.workload;

import io.natter.bench.load.LatencyOutcome;
import io.natter.bench.load.LatencyRun;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * W11: very many connections, each of which publishes ten times a second to the next one. Where the machine cannot keep that up with
 * nats-server, the rate is halved until it can, for both.
 *
 * <p>Confined to the runner's thread.
 */
final class RingWorkload implements Workload {
    private static final int PAYLOAD_BYTES = 128;
    private static final double RATE_WANTED = 10;
    private static final double RATE_LEAST = 0.5;
    private static final double OVERLOAD_P99_NANOS = 30e6;
    private static final Duration CALIBRATION = Duration.ofSeconds(2);
    private static final int ROUNDS_MAX = 4;

    private final int connections;
    private final int connectionsWanted;
    private double ratePerConnection = RATE_WANTED;

    /** A ring of {@code connectionsWanted}, or of as many as {@code openFilesMax} allows. */
    RingWorkload(int connectionsWanted, long openFilesMax) {
        this.connectionsWanted = connectionsWanted;
        this.connections = (int) Math.min(connectionsWanted, openFilesMax - 500);
    }

    @Override
    public String id() {
        return "W11";
    }

    @Override
    public String title() {
        return connections + " active connections, open loop";
    }

    @Override
    public List<Gate> gates() {
        return List.of(Gate.atMost(Measure.P99, 1.3));
    }

    @Override
    public int rounds(int asked) {
        return Math.min(asked, ROUNDS_MAX);
    }

    @Override
    public void calibrate(Round round) throws IOException {
        while (ratePerConnection > RATE_LEAST && isOverloaded(round.unmeasured(CALIBRATION))) {
            ratePerConnection /= 2;
        }
    }

    private boolean isOverloaded(Round round) throws IOException {
        LatencyOutcome outcome = run(round);
        return outcome.latency().getValueAtPercentile(99) > OVERLOAD_P99_NANOS || outcome.lost() > 0;
    }

    private LatencyOutcome run(Round round) throws IOException {
        try (LatencyRun run = LatencyRun.ring(round.endpoint(), connections, PAYLOAD_BYTES)) {
            return run.openLoop(ratePerConnection * connections, round.duration(), round.span());
        }
    }

    @Override
    public Sample round(Round round) throws IOException {
        return Sample.ofOpenLoop(run(round));
    }

    @Override
    public Optional<String> remark() {
        String scaled = connections < connectionsWanted || ratePerConnection < RATE_WANTED
                ? " (scaled down from " + connectionsWanted + " at " + RATE_WANTED
                        + "/s: the machine does not allow more)"
                : "";
        return Optional.of(connections + " connections at " + ratePerConnection + " messages/s each" + scaled);
    }
}
