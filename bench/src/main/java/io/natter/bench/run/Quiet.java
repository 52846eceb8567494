package io.natter.bench.run;

import io.natter.bench.load.Threads;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/**
 * What the machine did for others just before the start.
 *
 * <p>Immutable.
 *
 * @param busyCores processor use of everything
 * @param stealPercent processor time taken by the hypervisor
 */
record Quiet(double busyCores, double stealPercent) {
    private static final double BUSY_CORES_MAX = 0.3;
    private static final double STEAL_PERCENT_MAX = 1;
    private static final long LOOK_NANOS = 3_000_000_000L;

    /** Looks at the machine for three seconds. */
    static Quiet look() throws IOException {
        MachineTimes before = MachineTimes.now();
        Threads.parkUntil(System.nanoTime() + LOOK_NANOS);
        return between(before, MachineTimes.now());
    }

    static Quiet between(MachineTimes before, MachineTimes after) {
        double seconds = (after.atNanos() - before.atNanos()) / 1e9;
        double total = after.totalSeconds() - before.totalSeconds();
        double steal = after.stealSeconds() - before.stealSeconds();
        return new Quiet((after.busySeconds() - before.busySeconds()) / seconds, total == 0 ? 0 : steal / total * 100);
    }

    /** Returns why figures taken now would mean little, if they would. */
    Optional<String> objection() {
        return busyCores <= BUSY_CORES_MAX && stealPercent <= STEAL_PERCENT_MAX
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "the machine is not quiet: others use %.2f cores (at most %.1f), the hypervisor takes %.1f %% (at most %.0f %%)",
                        busyCores,
                        BUSY_CORES_MAX,
                        stealPercent,
                        STEAL_PERCENT_MAX));
    }
}
