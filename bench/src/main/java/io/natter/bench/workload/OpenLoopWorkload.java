package io.natter.bench.workload;

import io.natter.bench.load.LatencyOutcome;
import io.natter.bench.load.LatencyRun;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * W9: fifty requesters at a share of what nats-server can do at most; the same absolute rate for both servers.
 *
 * <p>Confined to the runner's thread.
 */
final class OpenLoopWorkload implements Workload {
    private static final int REQUESTERS = 50;
    private static final int PAYLOAD_BYTES = 128;
    private static final Duration CALIBRATION = Duration.ofSeconds(3);

    private final int percent;
    private double ratePerSecond;

    OpenLoopWorkload(int percent) {
        this.percent = percent;
    }

    @Override
    public String id() {
        return "W9/" + percent;
    }

    @Override
    public String title() {
        return "request-reply, " + REQUESTERS + " requesters, open loop at " + percent + " % of nats-server's maximum";
    }

    @Override
    public List<Gate> gates() {
        return List.of(Gate.atMost(Measure.P99, 1.3));
    }

    @Override
    public void calibrate(Round round) throws IOException {
        ratePerSecond = closedLoopRate(round.unmeasured(CALIBRATION)) * percent / 100;
    }

    private static double closedLoopRate(Round round) throws IOException {
        try (LatencyRun run = LatencyRun.requests(round.endpoint(), REQUESTERS, PAYLOAD_BYTES)) {
            LatencyOutcome outcome = run.closedLoop(round.duration(), round.span());
            return outcome.received() / outcome.seconds();
        }
    }

    @Override
    public void warmUp(Round round) throws IOException {
        closedLoopRate(round);
    }

    @Override
    public Sample round(Round round) throws IOException {
        try (LatencyRun run = LatencyRun.requests(round.endpoint(), REQUESTERS, PAYLOAD_BYTES)) {
            return ratePerSecond == 0
                    ? Sample.ofRequests(run.closedLoop(round.duration(), round.span()))
                    : Sample.ofOpenLoop(run.openLoop(ratePerSecond, round.duration(), round.span()));
        }
    }

    @Override
    public Optional<String> remark() {
        return Optional.of(String.format(Locale.ROOT, "planned at %,.0f requests/s for both", ratePerSecond));
    }
}
