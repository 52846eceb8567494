package io.natter.client.messaging;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Workers that take whatever is oldest: one, which keeps the order, or several, which do not.
 *
 * <p>Thread-safe. A worker runs while there is something and ends then; a lone one takes batches.
 */
final class PlainWorkers implements Workers, Runnable {
    private static final int BATCH = 64;

    private final MessageQueue queue;
    private final Work work;
    private final WorkerThreads threads;
    private final int most;
    private final int batchMax;
    private final AtomicInteger running = new AtomicInteger();

    /** At most so many workers; {@code isBatched} if a lone one may take several messages at once. */
    PlainWorkers(MessageQueue queue, Work work, WorkerThreads threads, int most, boolean isBatched) {
        this.queue = queue;
        this.work = work;
        this.threads = threads;
        this.most = most;
        this.batchMax = most == 1 && isBatched ? BATCH : 1;
    }

    @Override
    public void ready() {
        if (most == 1) {
            if (running.get() == 0) {
                startOne();
            }
            return;
        }
        for (int i = queue.waiting(); i > 0 && startOne(); i--) {
            // each of them finds work, or ends
        }
    }

    @Override
    public void interrupt() {
        threads.interrupt();
    }

    @Override
    public boolean isAtWorkHere() {
        return threads.isAtWorkHere();
    }

    private boolean startOne() {
        for (int now = running.get(); now < most; now = running.get()) {
            if (running.compareAndSet(now, now + 1)) {
                threads.start(this);
                return true;
            }
        }
        return false;
    }

    /** One worker. */
    @Override
    public void run() {
        @Nullable ReceivedMessage[] batch = new @Nullable ReceivedMessage[batchMax];
        do {
            empty(batch);
            running.decrementAndGet();
            // what came between the last look and the line above would wait for the next message
        } while (queue.waiting() > 0 && takeUpAgain());
    }

    private boolean takeUpAgain() {
        for (int now = running.get(); now < most; now = running.get()) {
            if (running.compareAndSet(now, now + 1)) {
                return true;
            }
        }
        return false;
    }

    private void empty(@Nullable ReceivedMessage[] batch) {
        for (int taken = queue.take(batch); taken > 0; taken = queue.take(batch)) {
            for (int i = 0; i < taken; i++) {
                ReceivedMessage message = batch[i];
                batch[i] = null;
                if (message != null) {
                    work.handle(message);
                }
            }
            work.settle();
        }
    }
}
