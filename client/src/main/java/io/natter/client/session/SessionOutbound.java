package io.natter.client.session;

import io.natter.client.ConnectionClosedException;
import io.natter.client.ConnectionLostException;
import io.natter.client.messaging.HandlerThreads;
import io.natter.client.messaging.Outbound;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What messaging may ask of the output.
 *
 * <p>Thread-safe. Knows its session once that is made; messaging asks for nothing before.
 */
final class SessionOutbound implements Outbound {
    private final Output output;
    private final Executor completions = HandlerThreads.named("natter-completion");
    private volatile @Nullable Session session;

    SessionOutbound(Output output) {
        this.output = output;
    }

    void session(Session made) {
        session = made;
    }

    @Override
    public void publish(
            String subject, @Nullable String replyTo, byte @Nullable [] headers, byte[] payload, boolean isUrgent) {
        output.publish(subject, replyTo, headers, payload, isUrgent);
    }

    @Override
    public void subscribe(long sid, String subject, @Nullable String queue) {
        output.subscribe(sid, subject, queue);
    }

    @Override
    public void unsubscribe(long sid, long afterTotal) {
        output.unsubscribe(sid, afterTotal);
    }

    @Override
    public CompletableFuture<Void> fence() {
        var fence = new Fence(false, false);
        if (!output.fence(fence)) {
            boolean isClosed = output.isClosed();
            return CompletableFuture.failedFuture(
                    isClosed
                            ? new ConnectionClosedException("the connection is closed")
                            : new ConnectionLostException("there is no connection now"));
        }
        return fence.passed.thenAcceptAsync(nanoseconds -> {}, completions);
    }

    @Override
    public void pauseReading() {
        pauseReading(true);
    }

    @Override
    public void resumeReading() {
        pauseReading(false);
    }

    private void pauseReading(boolean isPause) {
        Session made = session;
        if (made != null) {
            made.pauseReading(isPause);
        }
    }
}
