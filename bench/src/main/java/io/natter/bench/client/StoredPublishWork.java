package io.natter.bench.client;

import java.util.Map;

/** C4: publishes to a stream with a window, each message acknowledged. Confined to the main thread. */
final class StoredPublishWork implements Work {
    private static final int BATCH = 20_000;

    private final StoredDriver driver;
    private final byte[] payload;
    private final int window;

    StoredPublishWork(StoredDriver driver, int payloadBytes, int window) throws Exception {
        this.driver = driver;
        this.payload = new byte[payloadBytes];
        this.window = window;
        driver.createStream();
    }

    @Override
    public Map<String, Double> round(long millis, ClientMain runner) throws Exception {
        long allocated = ThisJvm.allocatedBytes();
        long start = System.nanoTime();
        long until = start + millis * 1_000_000;
        long count = 0;
        while (System.nanoTime() < until) {
            driver.publish(BATCH, payload, window);
            count += BATCH;
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        double each = (double) (ThisJvm.allocatedBytes() - allocated) / count;
        return Map.of("RATE", count / seconds, "OPERATIONS", (double) count, "CLIENT_ALLOCATION", each);
    }
}
