package io.natter.client.session;

import io.natter.client.DrainResult;
import io.natter.client.messaging.HandlerThreads;
import io.natter.client.messaging.Messaging;
import io.natter.client.messaging.Timers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * How a connection ends: politely, or at once.
 *
 * <p>Thread-safe. Each step happens once; whoever comes later gets what the first one got.
 *
 * <pre>
 *  DRAINING: UNSUB all, PING -> PONG -> handlers finish -> farewells -> PING behind what all these published -> PONG -> CLOSED
 *            at the time limit, without a server, or on closeNow: CLOSED, with what is left in the result
 * </pre>
 */
final class Ending {
    /** Longer than the time limit, so that messaging can say at the limit what it has left. */
    private static final Duration GRACE = Duration.ofMillis(50);

    private final Session session;
    private final Messaging messaging;
    private final ClientThreads threads;
    private final Executor completions = HandlerThreads.named("natter-completion");
    private final AtomicBoolean isDraining = new AtomicBoolean();
    private final CompletableFuture<DrainResult> result = new CompletableFuture<>();
    private volatile @Nullable DrainResult handled;

    /** The end of a connection; it gives back the shared threads, loops and buffers. */
    Ending(Session session, Messaging messaging) {
        this.session = session;
        this.messaging = messaging;
        this.threads = session.parts().threads();
    }

    /**
     * Begins to drain, if nobody did. The result is for everybody, and nobody can change it.
     *
     * @param waiter the thread that will do nothing but wait for it, or null
     */
    CompletableFuture<DrainResult> drain(Duration timeout, @Nullable Thread waiter) {
        if (isDraining.compareAndSet(false, true)) {
            begin(timeout, waiter);
        }
        return closed();
    }

    /** Completes once it is closed; nobody can change it. */
    CompletableFuture<DrainResult> closed() {
        return result.copy();
    }

    private void begin(Duration timeout, @Nullable Thread waiter) {
        long deadlineNs = System.nanoTime() + timeout.toNanos();
        Timers.Timer limit = threads.after(timeout.plus(GRACE), () -> completions.execute(() -> finish(false)));
        session.beginDrain();
        messaging.drain(timeout, waiter).whenComplete((drained, failure) -> {
            handled = drained;
            boolean isConfirmed = drained != null && drained.isConfirmed();
            confirm(isConfirmed, deadlineNs, limit);
        });
    }

    /** Handlers are done, or the time is over: what they published must reach the server. */
    private void confirm(boolean isConfirmed, long deadlineNs, Timers.Timer limit) {
        var fence = new Fence(false, false);
        boolean isInTime = deadlineNs - System.nanoTime() > 0;
        if (isConfirmed) {
            messaging.sayFarewell();
        }
        if (!isConfirmed || !isInTime || !session.parts().output().fence(fence)) {
            limit.cancel();
            finish(false);
            return;
        }
        fence.passed.whenCompleteAsync(
                (pong, failure) -> {
                    limit.cancel();
                    finish(failure == null);
                },
                completions);
    }

    private void finish(boolean isConfirmed) {
        DrainResult ofMessages = handled;
        long unhandled = ofMessages == null ? messaging.unfinished() : ofMessages.unhandledMessages();
        close(new DrainResult(unhandled, session.parts().output().heldBytes(), isConfirmed));
    }

    /** Ends it at once. */
    void closeNow() {
        isDraining.set(true);
        close(new DrainResult(messaging.unfinished(), session.parts().output().heldBytes(), false));
    }

    private void close(DrainResult outcome) {
        if (!session.close(null)) {
            return;
        }
        messaging.close(true);
        session.parts().dialer().close();
        threads.close();
        ChunkPool.SHARED.leave();
        result.complete(outcome);
    }
}
