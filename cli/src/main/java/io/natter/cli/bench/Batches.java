package io.natter.cli.bench;

import io.natter.cli.command.UsageException;

/** Cuts the messages of a client into batches, and takes the time of each. <i>Thread-safe:</i> pure functions. */
final class Batches {
    /** Publishes messages {@code from} to {@code to}, the last not among them; returns for how many nanoseconds it was held back. */
    interface Publishing {
        long publish(StreamShare share, int from, int to);
    }

    private Batches() {}

    static void check(int batch) {
        if (batch < 1) {
            throw new UsageException("--batch: got " + batch + ", expected 1 or more");
        }
    }

    static Latencies run(StreamShare share, int batch, Publishing publishing) {
        int count = share.count();
        long[] latencies = new long[(count + batch - 1) / batch];
        for (int i = 0; i < latencies.length; i++) {
            int from = i * batch;
            long before = System.nanoTime();
            long waited = publishing.publish(share, from, Math.min(count, from + batch));
            latencies[i] = System.nanoTime() - before - waited;
        }
        return Latencies.of(latencies);
    }
}
