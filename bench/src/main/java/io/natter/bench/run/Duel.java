package io.natter.bench.run;

import io.natter.bench.load.Span;
import io.natter.bench.result.Entry;
import io.natter.bench.workload.Gate;
import io.natter.bench.workload.Measure;
import io.natter.bench.workload.Round;
import io.natter.bench.workload.Sample;
import io.natter.bench.workload.Workload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One workload on both servers, in one go:
 *
 * <ol>
 *   <li>both are started (unless every round wants a server of its own), driven cold, then warm;
 *   <li>the workload looks at the reference server for what it will ask of both;
 *   <li>rounds in the order ours, theirs, theirs, ours, and so on, so that a drift of the machine hits both alike;
 *   <li>our allocation in one more round.
 * </ol>
 *
 * <p>Confined to the runner's thread.
 */
final class Duel {
    private final Workload workload;
    private final Plan plan;
    private final Path directory;
    private final Watchdog watchdog;
    private final Consumer<String> progress;
    private final ServerCommand ourCommand;
    private final ServerCommand theirCommand;
    private final Side ours;
    private final Side theirs;

    Duel(Workload workload, Session session, Path directory) {
        this.workload = workload;
        this.plan = session.plan();
        this.directory = directory;
        this.watchdog = session.watchdog();
        this.progress = session.progress();
        this.ourCommand = session.ours();
        this.theirCommand = session.theirs();
        this.ours = new Side(ourCommand.name());
        this.theirs = new Side(theirCommand.name());
    }

    /** Runs everything. What goes wrong in a round is told in the entry's remarks. */
    Entry run(boolean gated) {
        progress.accept(workload.id() + "  " + workload.title());
        try {
            if (workload.needsFreshServer()) {
                inTurns(this::onFreshServer);
            } else {
                onWarmServers(arguments(ours), arguments(theirs));
            }
        } catch (IOException | UncheckedIOException e) {
            ours.addFailure(String.valueOf(e.getMessage()));
        }
        return entry(gated ? workload.gates() : List.of());
    }

    /** A round on one side. */
    private interface Turn {
        void on(Side side) throws IOException;
    }

    private void inTurns(Turn turn) throws IOException {
        int rounds = workload.rounds(plan.rounds());
        for (int round = 0; round < rounds; round++) {
            turn.on(round % 2 == 0 ? ours : theirs);
            turn.on(round % 2 == 0 ? theirs : ours);
        }
    }

    private void onFreshServer(Side side) throws IOException {
        try (RunningServer server =
                RunningServer.start(side == ours ? ourCommand : theirCommand, arguments(side), directory)) {
            round(side, server, plan.round());
        }
    }

    // Each has a directory of its own: two servers do not share a store, nor does a fresh one find what an earlier
    // round left.
    private List<String> arguments(Side side) throws IOException {
        return workload.serverArguments(Files.createTempDirectory(directory, side.name()));
    }

    private void onWarmServers(List<String> ourArguments, List<String> theirArguments) throws IOException {
        try (RunningServer theirServer = RunningServer.start(theirCommand, theirArguments, directory);
                RunningServer ourServer = RunningServer.start(ourCommand, ourArguments, directory)) {
            cold(theirs, theirServer);
            cold(ours, ourServer);
            warm(theirServer);
            warm(ourServer);
            workload.calibrate(unmeasured(theirServer, plan.round()));
            inTurns(side -> round(side, side == ours ? ourServer : theirServer, plan.round()));
            if (workload.measuresAllocation() && ourServer.isJvm()) {
                allocation(ourServer);
            }
        }
    }

    private void cold(Side side, RunningServer server) throws IOException {
        if (!plan.cold().isZero()) {
            side.addCold(workload.round(unmeasured(server, plan.cold())));
        }
    }

    private void warm(RunningServer server) throws IOException {
        if (!plan.restOfWarmUp().isZero()) {
            workload.warmUp(unmeasured(server, plan.restOfWarmUp()));
        }
    }

    private Round unmeasured(RunningServer server, Duration duration) {
        return round(server, duration, Span.UNMEASURED);
    }

    private Round round(RunningServer server, Duration duration, Span span) {
        return new Round(server.endpoint(), server, duration, plan.warmUp(), plan.windowBytes(), span);
    }

    private void round(Side side, RunningServer server, Duration duration) {
        Meter meter = new Meter(server::pid);
        Future<?> guard = watchdog.guard(server::kill, duration);
        try {
            Sample sample = workload.round(round(server, duration, meter));
            Meter.Reading reading = meter.reading();
            Sample whole = withServerViews(sample, reading, server);
            side.add(whole, reading);
            progress.accept("  " + side.name() + "  " + Brief.of(whole));
        } catch (IOException | UncheckedIOException e) {
            side.addFailure("round failed: " + e.getMessage());
            progress.accept("  " + side.name() + "  round failed: " + e.getMessage());
        } finally {
            guard.cancel(false);
        }
    }

    private Sample withServerViews(Sample sample, Meter.@Nullable Reading reading, RunningServer server) {
        Sample whole = sample;
        if (reading != null && sample.operations() > 0) {
            whole = whole.with(Measure.SERVER_CPU, reading.serverSeconds() * 1e6 / sample.operations());
        }
        return workload.needsFreshServer() ? whole : whole.with(Measure.SERVER_RSS, server.rssBytes() / 1048576.0);
    }

    private void allocation(RunningServer server) throws IOException {
        try (JvmProbe probe = JvmProbe.attach(server.pid())) {
            probe.allocatedBytes(); // the agent's own start is over before the count begins
            AllocationSpan span = new AllocationSpan(probe);
            Sample sample = workload.round(round(server, plan.round(), span));
            double each = (double) span.bytes() / Math.max(1, sample.operations());
            ours.add(Sample.of(Measure.ALLOCATION, each), null);
            progress.accept("  " + ours.name() + "  allocation " + each + " B/message");
        } catch (IOException | UncheckedIOException e) {
            ours.addFailure("allocation not measured: " + e.getMessage());
        }
    }

    private Entry entry(List<Gate> gates) {
        return Side.compared(workload.id(), workload.title(), gates, ours, theirs, workload.remark());
    }
}
