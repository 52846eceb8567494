package io.natter.bench.client;

import io.natter.bench.load.LatencyMark;
import io.natter.bench.load.Threads;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;

/** C3: threads that ask one request after the other over one connection. Confined to the main thread. */
final class RequestWork implements Work {
    private final Driver driver;
    private final int callers;
    private final byte[] payload;

    RequestWork(Driver driver, int callers, int payloadBytes) {
        this.driver = driver;
        this.callers = callers;
        this.payload = new byte[payloadBytes];
    }

    @Override
    public Map<String, Double> round(long millis, ClientMain runner) throws Exception {
        driver.request("bench.ask", payload);
        Histogram all = LatencyMark.newHistogram();
        AtomicLong failed = new AtomicLong();
        List<Thread> threads = new ArrayList<>();
        List<Histogram> histograms = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            histograms.add(LatencyMark.newHistogram());
        }
        long allocated = ThisJvm.allocatedBytes();
        long start = System.nanoTime();
        long until = start + millis * 1_000_000;
        for (Histogram own : histograms) {
            Thread thread = new Thread(() -> ask(until, own, failed), "bench-caller");
            threads.add(thread);
            thread.start();
        }
        threads.forEach(Threads::join);
        double seconds = (System.nanoTime() - start) / 1e9;
        histograms.forEach(all::add);
        long count = all.getTotalCount();
        return Map.of(
                "REQUEST_RATE", count / seconds,
                "P50", all.getValueAtPercentile(50) / 1e3,
                "P99", all.getValueAtPercentile(99) / 1e3,
                "P999", all.getValueAtPercentile(99.9) / 1e3,
                "OPERATIONS", (double) count,
                "LOST", (double) failed.get(),
                "CLIENT_ALLOCATION", (double) (ThisJvm.allocatedBytes() - allocated) / Math.max(1, count));
    }

    private void ask(long untilNanos, Histogram histogram, AtomicLong failed) {
        long now = System.nanoTime();
        try {
            while (now < untilNanos) {
                driver.request("bench.ask", payload);
                long after = System.nanoTime();
                LatencyMark.record(histogram, after - now);
                now = after;
            }
        } catch (Exception e) {
            failed.incrementAndGet(); // told as a lost message
        }
    }
}
