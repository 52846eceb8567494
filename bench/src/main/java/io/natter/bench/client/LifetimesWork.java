package io.natter.bench.client;

import io.natter.bench.load.Threads;
import java.io.IOException;
import java.util.Map;

/** C9: opens and closes connections, and looks at what is left. Confined to the main thread. */
final class LifetimesWork implements Work {
    private static final int FIRST = 200;
    private static final long SETTLE_NANOS = 10_000_000_000L;
    private static final long POLL_NANOS = 20_000_000;

    private final ClientProgram program;
    private final String url;
    private final int count;

    LifetimesWork(ClientProgram program, String url, int count) {
        this.program = program;
        this.url = url;
        this.count = count;
    }

    @Override
    public Map<String, Double> round(long millis, ClientMain runner) throws Exception {
        openAndClose(FIRST); // what is loaded and compiled for the first ones is no leak
        int threadsBefore = settledThreads(0);
        long heapBefore = ThisJvm.liveHeapBytes();
        long start = System.nanoTime();
        openAndClose(count);
        double seconds = (System.nanoTime() - start) / 1e9;
        int threadsAfter = settledThreads(threadsBefore);
        long heapAfter = ThisJvm.liveHeapBytes();
        return Map.of(
                "CONNECTION_RATE", count / seconds,
                "THREAD_GROWTH", 100.0 * threadsAfter / threadsBefore,
                "HEAP_GROWTH", 100.0 * heapAfter / heapBefore,
                "OPERATIONS", (double) count);
    }

    private void openAndClose(int times) throws Exception {
        for (int i = 0; i < times; i++) {
            try (Driver driver = program.connect(url)) {
                driver.publish("bench.life", new byte[16]);
                driver.flush();
            }
        }
    }

    /** Threads that end by themselves are given time to. */
    private static int settledThreads(int wanted) throws IOException {
        long until = System.nanoTime() + (wanted == 0 ? SETTLE_NANOS / 5 : SETTLE_NANOS);
        int threads = ThisJvm.threads();
        while (threads > wanted && System.nanoTime() < until) {
            Threads.parkUntil(System.nanoTime() + POLL_NANOS);
            threads = ThisJvm.threads();
        }
        return threads;
    }
}
