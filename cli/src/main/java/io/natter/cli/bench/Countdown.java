package io.natter.cli.bench;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Messages that are still wanted, by one client or by several that share them.
 *
 * <p><i>Thread-safe.</i> Clients of one consumer share one, for how many each of them gets is the server's choice.
 */
final class Countdown {
    private final AtomicLong wanted;
    private final AtomicLong unfinished;
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    Countdown(long messages) {
        this.wanted = new AtomicLong(messages);
        this.unfinished = new AtomicLong(messages);
    }

    /** Completes when all that were wanted are dealt with. */
    CompletableFuture<Void> done() {
        return done;
    }

    /** Whether one that came is wanted. */
    boolean take() {
        return reserve(1) == 1;
    }

    /** Reserves as many as are wanted, {@code most} at most. */
    int reserve(int most) {
        return (int) Math.min(most, wanted.getAndUpdate(left -> left - Math.min(most, left)));
    }

    /** So many that were reserved did not come. */
    void giveBack(int missing) {
        wanted.addAndGet(missing);
    }

    /** One that was taken is dealt with. */
    void finish() {
        if (unfinished.decrementAndGet() == 0) {
            done.complete(null);
        }
    }
}
