package io.natter.bench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Processor time at one moment, of the machine and of processes, from {@code /proc}.
 *
 * <p>Immutable.
 *
 * @param atNanos when it was read
 * @param busySeconds all processors together, all but idle, waiting and steal
 * @param stealSeconds taken by the hypervisor
 * @param totalSeconds everything
 */
record MachineTimes(long atNanos, double busySeconds, double stealSeconds, double totalSeconds) {
    private static final double TICKS_PER_SECOND = 100; // USER_HZ, the same on all Linux platforms we run on

    /** Reads {@code /proc/stat}. */
    static MachineTimes now() throws IOException {
        return of(Files.readAllLines(Path.of("/proc/stat")).get(0), System.nanoTime());
    }

    /** Reads the line {@code cpu user nice system idle iowait irq softirq steal ...}. */
    static MachineTimes of(String line, long atNanos) {
        String[] fields = line.trim().split(" +", -1);
        double[] seconds = new double[8];
        double total = 0;
        for (int i = 0; i < seconds.length; i++) {
            seconds[i] = Long.parseLong(fields[i + 1]) / TICKS_PER_SECOND;
            total += seconds[i];
        }
        double idle = seconds[3] + seconds[4];
        return new MachineTimes(atNanos, total - idle - seconds[7], seconds[7], total);
    }

    /** Returns the processor time of a process so far, user and system. */
    static double processSeconds(long pid) throws IOException {
        return processSeconds(Files.readString(Path.of("/proc/" + pid + "/stat")));
    }

    /** Reads {@code pid (name) state ...}; the name may hold anything. */
    static double processSeconds(String stat) {
        List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
        return (Long.parseLong(fields.get(11)) + Long.parseLong(fields.get(12))) / TICKS_PER_SECOND;
    }

    /** Returns the resident memory of a process. */
    static long rssBytes(long pid) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("[^0-9]", "")) << 10;
            }
        }
        throw new IOException("/proc/" + pid + "/status: no VmRSS");
    }
}
