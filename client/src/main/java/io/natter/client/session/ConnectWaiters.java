package io.natter.client.session;

import io.natter.client.NatsException;
import io.natter.client.messaging.HandlerThreads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

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
        return new Outcome(take(), null);
    }

    /** All that wait have failed, once this is run. */
    Runnable failed(NatsException failure) {
        return new Outcome(take(), failure);
    }

    /** What those who waited are told, on threads of their own. */
    private final class Outcome implements Runnable {
        private final List<CompletableFuture<Void>> all;
        private final @Nullable NatsException failure;

        Outcome(List<CompletableFuture<Void>> all, @Nullable NatsException failure) {
            this.all = all;
            this.failure = failure;
        }

        @Override
        public void run() {
            for (CompletableFuture<Void> waiter : all) {
                completions.execute(() -> tell(waiter));
            }
        }

        private void tell(CompletableFuture<Void> waiter) {
            if (failure == null) {
                waiter.complete(null);
            } else {
                waiter.completeExceptionally(failure);
            }
        }
    }

    private List<CompletableFuture<Void>> take() {
        List<CompletableFuture<Void>> all = List.copyOf(waiting);
        waiting.clear();
        return all;
    }
}
