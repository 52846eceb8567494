package io.natter.server.monitor;

import java.util.function.LongSupplier;

/**
 * What the process takes of the machine: processor time and memory.
 *
 * <p>Thread-safe: one thread calls {@link #sample}, any may read.
 */
final class ProcessFigures {
    /** Where the figures come from. Thread-safe. */
    interface Source {
        /** Processor time of the process so far, all threads together, in nanoseconds. */
        long cpuTimeNs();

        /** Memory of the process that is in RAM, in bytes. */
        long residentBytes();

        /** Processors the process may use. */
        int coreCount();
    }

    private final Source source;
    private final LongSupplier nanoTime;
    private long sampledAtNs;
    private long sampledCpuNs;
    private volatile double cpuPercent;

    ProcessFigures(Source source, LongSupplier nanoTime) {
        this.source = source;
        this.nanoTime = nanoTime;
        this.sampledAtNs = nanoTime.getAsLong();
        this.sampledCpuNs = source.cpuTimeNs();
    }

    /** Takes the processor time since the last call as the present load. Called about once a second, by one thread. */
    void sample() {
        long now = nanoTime.getAsLong();
        long cpu = source.cpuTimeNs();
        long elapsedNs = now - sampledAtNs;
        if (elapsedNs > 0) {
            // Tenths of a percent, cut off, are what nats-server shows.
            cpuPercent = Math.max(0, (long) (1000.0 * (cpu - sampledCpuNs) / elapsedNs)) / 10.0;
        }
        sampledAtNs = now;
        sampledCpuNs = cpu;
    }

    /** Load of the last second; 100 is one processor fully used. */
    double cpuPercent() {
        return cpuPercent;
    }

    long residentBytes() {
        return source.residentBytes();
    }

    int coreCount() {
        return source.coreCount();
    }
}
