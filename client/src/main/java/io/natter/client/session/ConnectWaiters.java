package io.natter.client.session;

import io.natter.client.NatsException;
import io.natter.client.messaging.HandlerThreads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Who waits for the next connect; one for each call of {@code reconnect}.
 *
 * <p>Guarded by the session's lock; what is returned to be run is run without it, and completes on threads of its own.
 */
final class ConnectWaiters {
    private final Executor completions = HandlerThreads.named("natter-completion");
    private final List<CompletableFuture<Void>> waiting = new ArrayList<>();

    CompletableFuture<Void> add() {
        var waiter = new CompletableFuture<Void>();
        waiting.add(waiter);
        return waiter;
    }

    /** All that wait are connected, once this is run. */
    Runnable connected() {
        List<CompletableFuture<Void>> all = take();
        return () -> all.forEach(waiter -> completions.execute(() -> waiter.complete(null)));
    }

    /** All that wait have failed, once this is run. */
    Runnable failed(NatsException failure) {
        List<CompletableFuture<Void>> all = take();
        return () -> all.forEach(waiter -> completions.execute(() -> waiter.completeExceptionally(failure)));
    }

    private List<CompletableFuture<Void>> take() {
        List<CompletableFuture<Void>> all = List.copyOf(waiting);
        waiting.clear();
        return all;
    }
}
