package io.natter.conformance.client.jetstream;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A subscriber that has asked for ten, and for another with each it has taken. Thread-safe. */
final class TenAhead<T> implements Flow.Subscriber<T>, AutoCloseable {
    private final Consumer<T> taking;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile Flow.@Nullable Subscription subscription;

    TenAhead(Consumer<T> taking) {
        this.taking = taking;
    }

    /** Completes when nothing more comes, exceptionally if that has a cause. */
    CompletableFuture<Void> ended() {
        return ended;
    }

    @Override
    public void onSubscribe(Flow.Subscription begun) {
        subscription = begun;
        begun.request(10);
    }

    @Override
    public void onNext(T item) {
        taking.accept(item);
        Flow.Subscription begun = subscription;
        if (begun != null) {
            begun.request(1);
        }
    }

    @Override
    public void onError(Throwable cause) {
        ended.completeExceptionally(cause);
    }

    @Override
    public void onComplete() {
        ended.complete(null);
    }

    @Override
    public void close() {
        Flow.Subscription begun = subscription;
        if (begun != null) {
            begun.cancel();
        }
    }
}
