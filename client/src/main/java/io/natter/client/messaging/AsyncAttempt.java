package io.natter.client.messaging;

import io.natter.client.NatsException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One attempt of an {@link AsyncRequest}. Thread-safe. */
final class AsyncAttempt extends PendingRequest {
    private final AsyncRequest request;
    private volatile Timers.@Nullable Timer timer;

    AsyncAttempt(AsyncRequest request, String subject, String inbox, long token) {
        super(subject, inbox, token);
        this.request = request;
    }

    void expireAfter(Timers timers, Duration timeout) {
        timer = timers.after(timeout, () -> request.expired(this));
    }

    void cancelTimer() {
        Timers.Timer set = timer;
        if (set != null) {
            set.cancel();
        }
    }

    @Override
    boolean isSingle() {
        return true;
    }

    @Override
    void answer(ReceivedMessage message) {
        cancelTimer();
        request.answered(message);
    }

    @Override
    void fail(NatsException cause) {
        cancelTimer();
        request.unanswered(cause);
    }
}
