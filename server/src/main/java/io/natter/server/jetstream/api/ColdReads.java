package io.natter.server.jetstream.api;

import java.util.ArrayDeque;
import java.util.concurrent.Executor;

/**
 * Reads that may wait for the disk: off the loop, one at a time, in the order they came.
 *
 * <p>Confined to the loop; what a read does off it is the read's own concern, and is over before the loop goes on with it.
 *
 * <pre>
 *  loop     submit ──> waiting (at most {@value #WAITING_MAX})          finish ──> the next
 *  worker                 └───> read ──────────────────────────────────────┘
 * </pre>
 */
final class ColdReads {
    static final int WAITING_MAX = 4_096;

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
        Read read = waiting.poll();
        if (read == null) {
            isReading = false;
        } else {
            run(read);
        }
    }

    private void run(Read read) {
        worker.execute(() -> {
            try {
                read.read();
            } finally {
                loop.execute(() -> finish(read));
            }
        });
    }

    private void finish(Read read) {
        if (read.finish()) {
            run(read);
        } else {
            next();
        }
    }
}
