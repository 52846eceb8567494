package io.natter.bench.client;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;

/** C6: buckets by several callers, and object stores by one. Confined to the main thread, but for its callers. */
final class BucketWork implements Work {
    private static final int KEYS = 10_000;
    private static final int CALLERS = 16;
    private static final int OBJECT_BYTES = 32 << 20;
    private static final int CHUNK_BYTES = 128 << 10;

    /** What is done again and again. */
    enum Call {
        /** Puts values, 16 callers. */
        PUT(CALLERS),
        /** Gets values, 16 callers. */
        GET(CALLERS),
        /** Watches a bucket until all of it was told; each entry counts. */
        WATCH(1),
        /** Puts an object of 32 MiB; each chunk counts. */
        OBJECT_PUT(1),
        /** Gets one; each chunk counts. */
        OBJECT_GET(1);

        private final int callers;

        Call(int callers) {
            this.callers = callers;
        }
    }

    private final BucketDriver driver;
    private final Call call;
    private final byte[] value = new byte[128];
    private final byte[] object = new byte[OBJECT_BYTES];

    BucketWork(BucketDriver driver, Call call) throws Exception {
        this.driver = driver;
        this.call = call;
        if (call == Call.OBJECT_PUT || call == Call.OBJECT_GET) {
            driver.putObject("big", new ByteArrayInputStream(object));
            return;
        }
        for (int i = 0; i < KEYS; i++) {
            driver.put(key(i), value);
        }
    }

    private static String key(int i) {
        return "key." + i % KEYS;
    }

    @Override
    public Map<String, Double> round(long millis, ClientMain runner) throws Exception {
        long allocated = ThisJvm.allocatedBytes();
        long start = System.nanoTime();
        long until = start + millis * 1_000_000;
        LongAdder count = new LongAdder();
        List<CompletableFuture<Void>> callers = new ArrayList<>();
        for (int i = 0; i < call.callers; i++) {
            int first = i * 1_000;
            callers.add(CompletableFuture.runAsync(
                    () -> callUntil(until, first, count), task -> new Thread(task, "bench-caller").start()));
        }
        callers.forEach(CompletableFuture::join);
        double seconds = (System.nanoTime() - start) / 1e9;
        double each = (double) (ThisJvm.allocatedBytes() - allocated) / count.sum();
        return Map.of("RATE", count.sum() / seconds, "OPERATIONS", (double) count.sum(), "CLIENT_ALLOCATION", each);
    }

    private void callUntil(long until, int first, LongAdder count) {
        try {
            for (int i = first; System.nanoTime() < until; i++) {
                count.add(once(i));
            }
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    private long once(int i) throws Exception {
        switch (call) {
            case PUT -> driver.put(key(i), value);
            case GET -> driver.get(key(i));
            case WATCH -> {
                driver.watch(KEYS);
                return KEYS;
            }
            case OBJECT_PUT -> {
                driver.putObject("big", new ByteArrayInputStream(object));
                return OBJECT_BYTES / CHUNK_BYTES;
            }
            case OBJECT_GET -> {
                return driver.getObject("big") / CHUNK_BYTES;
            }
        }
        return 1;
    }
}
