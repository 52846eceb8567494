package io.natter.client.messaging;

import io.natter.client.DrainResult;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The end of subscriptions that loses nothing: the server was told, a PING follows, its PONG fences off what comes, then handlers finish.
 *
 * <p>Thread-safe. The result comes on a completion thread, complete or at the time limit.
 */
final class Drain {
    private final MessagingContext context;
    private final List<LiveSubscription> subscriptions;
    private final @Nullable Thread waiter;
    private final Consumer<LiveSubscription> end;
    private final AtomicBoolean isOver = new AtomicBoolean();
    private volatile boolean isConfirmed;

    /**
     * For subscriptions whose UNSUB is on its way.
     *
     * @param waiter the thread that will do nothing but wait for it, so that it takes no message; or null
     * @param end says that nothing more comes for one
     */
    Drain(
            MessagingContext context,
            List<LiveSubscription> subscriptions,
            @Nullable Thread waiter,
            Consumer<LiveSubscription> end) {
        this.context = context;
        this.subscriptions = subscriptions;
        this.waiter = waiter;
        this.end = end;
    }

    /** Begins it; {@code result} is completed with its outcome. */
    void run(Duration timeout, CompletableFuture<DrainResult> result) {
        Timers.Timer timer =
                context.timers().after(timeout, () -> context.completions().execute(() -> finish(result)));
        context.out()
                .fence()
                .whenComplete(
                        (pong, failure) -> isConfirmed = failure == null) // at once: the time may be up right after
                .whenCompleteAsync(
                        (pong, failure) -> {
                            subscriptions.forEach(end);
                            allHandled()
                                    .thenRunAsync(
                                            () -> {
                                                timer.cancel();
                                                finish(result);
                                            },
                                            context.completions());
                        },
                        context.completions());
    }

    private CompletableFuture<Void> allHandled() {
        return CompletableFuture.allOf(subscriptions.stream()
                .filter(subscription -> subscription.isEmptiedBesides(waiter))
                .map(LiveSubscription::handled)
                .toArray(CompletableFuture[]::new));
    }

    private void finish(CompletableFuture<DrainResult> result) {
        if (!isOver.compareAndSet(false, true)) {
            return;
        }
        long unhandled = 0;
        for (LiveSubscription subscription : subscriptions) {
            end.accept(subscription);
            unhandled += subscription.pending().unfinished();
            if (subscription.isHandled()) {
                subscription.discard();
            }
        }
        result.complete(new DrainResult(unhandled, 0, isConfirmed));
    }
}
