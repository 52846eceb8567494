package io.natter.bench.run;

import io.natter.bench.load.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes processor times of the server, the generator and the whole machine around the measured part of a round.
 *
 * <p>Confined to the runner's thread.
 */
final class Meter implements Span {
    /**
     * What the meter saw.
     *
     * @param serverSeconds processor time of the server
     * @param serverCores the same over the length of the span
     * @param generatorCores processor use of this process
     * @param otherCores processor use of all else
     * @param stealPercent share taken by the hypervisor
     */
    record Reading(
            double serverSeconds, double serverCores, double generatorCores, double otherCores, double stealPercent) {}

    private record Moment(MachineTimes machine, double serverSeconds, double generatorSeconds) {}

    private final LongSupplier serverPid;
    private @Nullable Moment first;
    private @Nullable Moment last;

    /**
     * A meter that has seen nothing.
     *
     * @param serverPid asked when the span begins and when it ends: a round may begin with a restart
     */
    Meter(LongSupplier serverPid) {
        this.serverPid = serverPid;
    }

    @Override
    public void begins() {
        first = moment();
    }

    @Override
    public void ends() {
        last = moment();
    }

    private Moment moment() {
        try {
            double generator =
                    MachineTimes.processSeconds(ProcessHandle.current().pid());
            return new Moment(MachineTimes.now(), MachineTimes.processSeconds(serverPid.getAsLong()), generator);
        } catch (IOException e) {
            throw new UncheckedIOException("server process " + serverPid.getAsLong() + " cannot be read", e);
        }
    }

    /** Returns what was seen, or null when the workload has no measured part. */
    @Nullable
    Reading reading() {
        Moment from = first;
        Moment to = last;
        if (from == null || to == null) {
            return null;
        }
        double seconds = (to.machine.atNanos() - from.machine.atNanos()) / 1e9;
        double server = to.serverSeconds - from.serverSeconds;
        double generator = to.generatorSeconds - from.generatorSeconds;
        double busy = to.machine.busySeconds() - from.machine.busySeconds();
        double steal = to.machine.stealSeconds() - from.machine.stealSeconds();
        double total = to.machine.totalSeconds() - from.machine.totalSeconds();
        return new Reading(
                server,
                server / seconds,
                generator / seconds,
                Math.max(0, busy - server - generator) / seconds,
                total == 0 ? 0 : steal / total * 100);
    }
}
