package io.natter.bench.load;

import java.io.IOException;

/**
 * Subscribes and unsubscribes at a steady rate on a connection of its own, while other traffic runs.
 *
 * <p>Confined to the thread that opened it, but for its own churning thread.
 */
public final class Churn implements AutoCloseable {
    private static final int STEPS_PER_SECOND = 100;
    private static final int HELD = 1_000; // subscriptions that exist at any time

    private final Wire wire;
    private final int perStep;
    private final Thread thread;
    private final Failures failures = new Failures();
    private volatile boolean closed;

    private Churn(Wire wire, int pairsPerSecond) {
        this.wire = wire;
        this.perStep = pairsPerSecond / STEPS_PER_SECOND;
        this.thread = new Thread(this::run, "bench-churn");
    }

    /** Starts {@code pairsPerSecond} subscriptions and as many removals a second. */
    public static Churn start(Endpoint endpoint, int pairsPerSecond) throws IOException {
        Churn churn = new Churn(Wire.connect(endpoint), pairsPerSecond);
        churn.thread.start();
        return churn;
    }

    private void run() {
        try {
            long start = System.nanoTime();
            for (long step = 0, sid = 1; !closed; step++) {
                StringBuilder lines = new StringBuilder();
                for (int i = 0; i < perStep; i++, sid++) {
                    lines.append("SUB bench.churn.")
                            .append(sid)
                            .append(' ')
                            .append(sid)
                            .append("\r\n");
                    if (sid > HELD) {
                        lines.append("UNSUB ").append(sid - HELD).append("\r\n");
                    }
                }
                wire.send(lines.toString());
                Threads.parkUntil(start + (step + 1) * (1_000_000_000L / STEPS_PER_SECOND));
            }
            wire.fence();
        } catch (IOException e) {
            failures.add("churn: " + e.getMessage());
        }
    }

    /** Returns what went wrong. */
    public Failures failures() {
        return failures;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        Threads.join(thread);
        wire.close();
    }
}
