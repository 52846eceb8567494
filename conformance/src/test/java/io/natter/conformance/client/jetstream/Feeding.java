package io.natter.conformance.client.jetstream;

import io.natter.client.NatsException;
import io.natter.client.jetstream.JetStream;
import io.natter.client.jetstream.PublishOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;

/** Feeds stream, queue and bucket with numbers, each until it is stored, until it is closed. Thread-safe. */
final class Feeding {
    private final AtomicBoolean isOver = new AtomicBoolean();
    private final List<CompletableFuture<Void>> running = new ArrayList<>();

    /** Feeds with a thread each, and notes in these when what was stored. */
    Feeding(JetStream js, Ground ground, StoreTimes inStream, StoreTimes inQueue, StoreTimes inBucket) {
        start(inStream, number -> js.publish("orders.a", "" + number, PublishOptions.id("order-" + number)));
        start(inQueue, number -> put(ground, number));
        start(inBucket, number -> ground.bucket().put("key." + number, "" + number));
    }

    private static void put(Ground ground, int number) {
        try {
            ground.queue().put("" + number);
        } catch (InterruptedException ended) {
            throw new IllegalStateException(ended);
        }
    }

    private void start(StoreTimes times, IntConsumer storing) {
        running.add(CompletableFuture.runAsync(
                () -> {
                    boolean isIn = true; // what was sent without an answer may be there: it is sent until it is
                    while (!isOver.get() || !isIn) {
                        isIn = isStored(storing, times.count());
                        if (isIn) {
                            times.add();
                        }
                    }
                },
                task -> {
                    Thread thread = new Thread(task, "test-feeder");
                    thread.setDaemon(true);
                    thread.start();
                }));
    }

    private static boolean isStored(IntConsumer storing, int number) {
        try {
            storing.accept(number);
            return true;
        } catch (NatsException again) {
            return false;
        }
    }

    /** Ends: no number is added to any of them. */
    void end() {
        isOver.set(true);
        running.forEach(CompletableFuture::join);
    }
}
