package io.natter.bench.client;

import java.util.Map;

/** C1: publishes as fast as it can, then flushes. Confined to the main thread. */
final class PublishWork implements Work {
    private static final int BATCH = 64;

    private final Driver driver;
    private final byte[] payload;

    PublishWork(Driver driver, int payloadBytes) {
        this.driver = driver;
        this.payload = new byte[payloadBytes];
    }

    @Override
    public Map<String, Double> round(long millis, ClientMain runner) throws Exception {
        driver.flush();
        long allocated = ThisJvm.allocatedBytes();
        long start = System.nanoTime();
        long until = start + millis * 1_000_000;
        long count = 0;
        while (System.nanoTime() < until) {
            for (int i = 0; i < BATCH; i++) {
                driver.publish("bench.publish", payload);
            }
            count += BATCH;
        }
        driver.flush();
        double seconds = (System.nanoTime() - start) / 1e9;
        double each = (double) (ThisJvm.allocatedBytes() - allocated) / count;
        return Map.of("RATE", count / seconds, "OPERATIONS", (double) count, "CLIENT_ALLOCATION", each);
    }
}
