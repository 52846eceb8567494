package io.natter.client.messaging;

import io.natter.client.Message;
import io.natter.client.NatsException;
import io.natter.client.RequestOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A request whose caller has a future, over all its attempts.
 *
 * <p>Thread-safe. The future completes on a completion thread; once it is complete, by whomever, no further attempt is made.
 */
final class AsyncRequest {
    private final Requests requests;
    private final MessagingContext context;
    private final String subject;
    private final Encoded encoded;
    private final RequestOptions options;
    private final CompletableFuture<Message> result = new CompletableFuture<>();
    private int attempts; // one attempt at a time
    private volatile @Nullable AsyncAttempt current;

    AsyncRequest(Requests requests, String subject, Encoded encoded, RequestOptions options) {
        this.requests = requests;
        this.context = requests.context();
        this.subject = subject;
        this.encoded = encoded;
        this.options = options;
    }

    /** Makes the first attempt. What it throws at once, the future has. */
    CompletableFuture<Message> start() {
        attempt();
        result.whenComplete((message, failure) -> giveUp());
        return result;
    }

    private void attempt() {
        attempts++;
        AsyncAttempt attempt = null;
        try {
            attempt = requests.register((inbox, token) -> new AsyncAttempt(this, subject, inbox, token));
            current = attempt;
            attempt.expireAfter(context.timers(), options.timeout());
            requests.publish(attempt, encoded, false);
        } catch (NatsException failure) {
            if (attempt == null || requests.forget(attempt)) {
                context.completions().execute(() -> failed(failure));
            }
        } catch (RuntimeException unexpected) {
            context.completions().execute(() -> result.completeExceptionally(unexpected));
        }
        if (result.isDone()) {
            giveUp(); // it was cancelled meanwhile
        }
    }

    /** An attempt had its answer, on the reading thread. */
    void answered(ReceivedMessage message) {
        context.completions().execute(() -> {
            if (message.isNoResponders()) {
                failed(BlockingRequest.noResponders(subject));
            } else {
                result.complete(message);
            }
        });
    }

    /** An attempt will have none; on any thread. */
    void unanswered(NatsException cause) {
        context.completions().execute(() -> failed(cause));
    }

    /** An attempt's time is over; on the timer's thread. */
    void expired(AsyncAttempt attempt) {
        if (requests.forget(attempt)) {
            unanswered(BlockingRequest.timedOut(subject, Durations.ns(options.timeout())));
        }
    }

    private void failed(NatsException cause) {
        if (result.isDone()) {
            return;
        }
        Optional<Duration> delay = Optional.empty();
        try {
            delay = requests.delayAfter(options.retry(), attempts, cause);
        } catch (RuntimeException policyFailed) {
            cause.addSuppressed(policyFailed);
        }
        if (delay.isEmpty()) {
            result.completeExceptionally(cause);
            return;
        }
        context.timers().after(delay.get(), () -> context.completions().execute(this::again));
    }

    private void again() {
        if (!result.isDone()) {
            attempt();
        }
    }

    private void giveUp() {
        AsyncAttempt attempt = current;
        if (attempt != null) {
            requests.forget(attempt);
            attempt.cancelTimer();
        }
    }
}
