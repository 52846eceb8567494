package io.natter.bench.client;

import java.util.Map;

/** C5: takes all messages of a stream, again and again, each time with a consumer of its own. Confined to the main thread. */
final class StoredTakeWork implements Work {
    private static final int MESSAGES = 50_000;
    private static final int WINDOW = 1_000;

    private final StoredDriver driver;
    private final StoredDriver.Way way;

    StoredTakeWork(StoredDriver driver, StoredDriver.Way way, int payloadBytes) throws Exception {
        this.driver = driver;
        this.way = way;
        driver.createStream();
        driver.publish(MESSAGES, new byte[payloadBytes], WINDOW);
    }

    @Override
    public Map<String, Double> round(long millis, ClientMain runner) throws Exception {
        long allocated = ThisJvm.allocatedBytes();
        long start = System.nanoTime();
        long until = start + millis * 1_000_000;
        long count = 0;
        while (System.nanoTime() < until) {
            driver.take(way, MESSAGES);
            count += MESSAGES;
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        double each = (double) (ThisJvm.allocatedBytes() - allocated) / count;
        return Map.of("RATE", count / seconds, "OPERATIONS", (double) count, "CLIENT_ALLOCATION", each);
    }
}
