package io.natter.bench.client;

import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** C2: receives what the runner's own publisher sends. Confined to the main thread. */
final class ReceiveWork implements Work {
    private static final long STALL_NANOS = 10_000_000_000L;
    private static final long POLL_NANOS = 100_000;

    private final Driver driver;
    private final Driver.Way way;
    private final String subject;
    private final ReceivedCount count;

    ReceiveWork(Driver driver, Driver.Way way, String subject, ReceivedCount count) {
        this.driver = driver;
        this.way = way;
        this.subject = subject;
        this.count = count;
    }

    @Override
    public Map<String, Double> round(long millis, ClientMain runner) throws Exception {
        count.reset();
        Driver.Receiving receiving = driver.receive(subject, way, count);
        long allocated = ThisJvm.allocatedBytes();
        long start = System.nanoTime();
        long sent = runner.handOver();
        long deadline = System.nanoTime() + STALL_NANOS;
        while (count.get() < sent && System.nanoTime() < deadline) {
            LockSupport.parkNanos(POLL_NANOS);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        long received = count.get();
        double each = (double) (ThisJvm.allocatedBytes() - allocated) / Math.max(1, received);
        receiving.end();
        return Map.of(
                "RATE", received / seconds,
                "OPERATIONS", (double) received,
                "LOST", (double) (sent - received),
                "OUT_OF_ORDER", (double) count.outOfOrder(),
                "CLIENT_ALLOCATION", each);
    }
}
