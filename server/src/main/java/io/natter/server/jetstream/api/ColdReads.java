package io.natter.server.jetstream.api;

import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * Reads that may wait for the disk: off the loop, in the order they came, a few for each way there and back.
 *
 * <p>Confined to the loop; what a read does off it is the read's own concern, and is over before the loop goes on with it.
 *
 * <pre>
 *  loop     submit ──> waiting (at most {@value #WAITING_MAX})          finish, one after the other ──> the next few
 *  worker                 └───> read, at most {@value #TOGETHER_MAX} ─────────────┘
 * </pre>
 */
final class ColdReads {
    static final int WAITING_MAX = 4_096;

    /** What was read and not told yet is in memory. */
    static final int TOGETHER_MAX = 16;

    /** One read. */
    interface Read {
        /** Looks; on a thread that may wait. Throws nothing. */
        void read();

        /** Tells what was found, on the loop; returns whether there is more to read, at once and before all others. */
        boolean finish();
    }

    private final Executor worker;
    private final Executor loop;
    private final ArrayDeque<Read> waiting = new ArrayDeque<>();
    private final ArrayDeque<Read> untold = new ArrayDeque<>(); // read, or being read
    private boolean isReading;

    ColdReads(Executor worker, Executor loop) {
        this.worker = worker;
        this.loop = loop;
    }

    /** Whether nothing is read or waits: what is found at once may be told at once. */
    boolean isIdle() {
        return !isReading;
    }

    /** Takes a read; false when too many wait, and nothing happens. */
    boolean submit(Read read) {
        if (waiting.size() >= WAITING_MAX) {
            return false;
        }
        waiting.add(read);
        if (!isReading) {
            isReading = true;
            next();
        }
        return true;
    }

    private void next() {
        while (!waiting.isEmpty() && untold.size() < TOGETHER_MAX) {
            untold.add(waiting.remove());
        }
        if (untold.isEmpty()) {
            isReading = false;
        } else {
            read(List.copyOf(untold));
        }
    }

    private void read(List<Read> together) {
        worker.execute(() -> {
            try {
                together.forEach(Read::read);
            } finally {
                loop.execute(this::finish);
            }
        });
    }

    // One that has more to read is alone until it is done: those behind it wait to be told.
    private void finish() {
        while (!untold.isEmpty()) {
            Read read = untold.element();
            if (read.finish()) {
                read(List.of(read));
                return;
            }
            untold.remove();
        }
        next();
    }
}
