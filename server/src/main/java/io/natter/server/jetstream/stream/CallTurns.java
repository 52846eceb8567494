package io.natter.server.jetstream.stream;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Calls of the API to one stream: some at a time, so that messages of all streams of the loop come between them.
 *
 * <p>Thread-safe; the calls run on the loop, in their order. As many wait as the API lets in.
 */
final class CallTurns {
    private static final int AT_ONCE = 8;

    private final StreamEnvironment environment;
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean isScheduled = new AtomicBoolean();

    CallTurns(StreamEnvironment environment) {
        this.environment = environment;
    }

    /** Has a call run on the loop. */
    void add(Runnable call) {
        waiting.add(call);
        schedule();
    }

    private void schedule() {
        if (isScheduled.compareAndSet(false, true)) {
            environment.execute(this::run);
        }
    }

    private void run() {
        try {
            run(AT_ONCE);
        } finally {
            isScheduled.set(false);
            if (!waiting.isEmpty()) {
                schedule();
            }
        }
    }

    /** Runs all that wait, because the stream ends. On the loop. */
    void finish() {
        run(waiting.size());
    }

    private void run(int countMax) {
        for (int i = 0; i < countMax; i++) {
            Runnable call = waiting.poll();
            if (call == null) {
                return;
            }
            call.run();
        }
    }
}
