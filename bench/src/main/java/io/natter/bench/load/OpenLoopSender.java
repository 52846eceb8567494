package io.natter.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * Sends as planned: sleeps until the next sending is due, then sends all that are. It does not spin, which would take a small machine's
 * processor from the server; its own lateness is recorded, is part of every latency, and the same for both servers.
 *
 * <p>Confined to its thread; read {@link #lateness} after that thread has ended.
 */
final class OpenLoopSender implements Runnable {
    private final SendPlan plan;
    private final List<Peer> peers;
    private final Failures failures;
    private final Histogram lateness = LatencyMark.newHistogram();

    OpenLoopSender(SendPlan plan, List<Peer> peers, Failures failures) {
        this.plan = plan;
        this.peers = peers;
        this.failures = failures;
    }

    @Override
    public void run() {
        sleepPrecisely();
        long start = System.nanoTime();
        try {
            for (long i = 0; i < plan.count() && failures.texts().isEmpty(); i++) {
                long planned = start + plan.offsetNanos(i);
                Threads.parkUntil(planned);
                LatencyMark.record(lateness, System.nanoTime() - planned);
                peers.get((int) (i % peers.size())).send(planned);
            }
        } catch (IOException e) {
            failures.add("sender: " + e.getMessage());
        }
    }

    /** Asks Linux to end this thread's sleeps within a microsecond instead of within fifty. */
    private static void sleepPrecisely() {
        try {
            Path tid = Files.readSymbolicLink(Path.of("/proc/thread-self")).getFileName();
            Files.writeString(Path.of("/proc").resolve(tid).resolve("timerslack_ns"), "1000");
        } catch (IOException e) {
            // not allowed or not Linux: the lateness tells
        }
    }

    /** Returns how late each sending was. */
    Histogram lateness() {
        return lateness;
    }
}
