package io.natter.client;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One attempt to connect whose caller has a future.
 *
 * <p>Thread-safe. The attempt has a daemon thread of its own ({@code natter-client-async-N}), which ends with it: connecting waits in a selector, which
 * would hold up a thread that is shared. Whoever completes the future first, by cancelling it or by a time limit, ends the attempt.
 */
final class AsyncConnect implements Runnable {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final NatsOptions options;
    private final CompletableFuture<NatsConnection> result = new CompletableFuture<>();

    private AsyncConnect(NatsOptions options) {
        this.options = options;
    }

    static CompletableFuture<NatsConnection> start(NatsOptions options) {
        var attempt = new AsyncConnect(options);
        Thread thread = new Thread(attempt, "natter-client-async-" + NUMBER.getAndIncrement());
        thread.setDaemon(true);
        attempt.result.whenComplete((connection, failure) -> {
            if (!Thread.currentThread().equals(thread)) {
                thread.interrupt(); // nobody wants it any more
            }
        });
        thread.start();
        return attempt.result;
    }

    @Override
    @SuppressWarnings("CatchingUnchecked") // whoever waits for the future is told whatever it was
    public void run() {
        try {
            NatsConnection connection = SessionStart.connect(options);
            if (!result.complete(connection)) {
                connection.closeNow();
            }
        } catch (RuntimeException | Error failure) {
            result.completeExceptionally(failure);
        }
    }
}
