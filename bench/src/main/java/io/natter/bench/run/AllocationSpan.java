package io.natter.bench.run;

import io.natter.bench.load.Span;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Takes what a JVM has allocated before and after the measured part of a round.
 *
 * <p>Confined to the runner's thread.
 */
final class AllocationSpan implements Span {
    private final JvmProbe probe;
    private long first;
    private long last;

    AllocationSpan(JvmProbe probe) {
        this.probe = probe;
    }

    @Override
    public void begins() {
        first = allocated();
    }

    @Override
    public void ends() {
        last = allocated();
    }

    private long allocated() {
        try {
            return probe.allocatedBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("the server does not tell its allocation", e);
        }
    }

    /** Returns what was allocated in between. */
    long bytes() {
        return last - first;
    }
}
