package io.natter.client.messaging;

import io.natter.client.ConnectionEvent;
import io.natter.client.NatsOptions;
import io.natter.client.Subscription;
import io.natter.protocol.wire.Headers;
import io.natter.protocol.wire.HeadersException;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What all parts of messaging share of their connection.
 *
 * <p>Thread-safe.
 */
final class MessagingContext {
    private static final long REPORT_INTERVAL_NS = Duration.ofSeconds(5).toNanos();

    private final NatsOptions options;
    private final Outbound out;
    private final Timers timers;
    private final Consumer<ConnectionEvent> events;
    private final Executor completions;
    private final MessagingFigures figures = new MessagingFigures();
    private final ThrottledLog failures = new ThrottledLog(REPORT_INTERVAL_NS);
    private final ThrottledLog malformed = new ThrottledLog(REPORT_INTERVAL_NS);
    private final ThrottledLog rejected = new ThrottledLog(REPORT_INTERVAL_NS);

    MessagingContext(NatsOptions options, Outbound out, Timers timers, Consumer<ConnectionEvent> events) {
        this.options = options;
        this.out = out;
        this.timers = timers;
        this.events = events;
        this.completions = executor("natter-completion");
    }

    NatsOptions options() {
        return options;
    }

    Outbound out() {
        return out;
    }

    Timers timers() {
        return timers;
    }

    MessagingFigures figures() {
        return figures;
    }

    /** Where futures are completed and callbacks of the client's own run: never on the reading thread. */
    Executor completions() {
        return completions;
    }

    void tell(ConnectionEvent event) {
        events.accept(event);
    }

    /** The options' executor, or the client's own threads of that name. It takes every task, and runs none within the call. */
    Executor executor(String name) {
        Executor own = HandlerThreads.named(name);
        Executor chosen = options.executor();
        if (chosen == null) {
            return own;
        }
        return task -> {
            var elsewhere = new Elsewhere(task, own, this::ranInTheCall);
            try {
                chosen.execute(elsewhere);
            } catch (RejectedExecutionException full) {
                // a message that was taken must be handled: better on an own thread than never
                rejected.warn(() -> "executor: refused a task, which runs on a thread of the client", full);
                own.execute(task);
            } finally {
                elsewhere.brought();
            }
        };
    }

    private void ranInTheCall() {
        rejected.warn(
                () ->
                        "executor: got one that runs a task on the thread that brings it, expected another thread; such tasks run on"
                                + " threads of the client",
                null);
    }

    /** Encodes a value and publishes it. */
    void publish(String subject, Object value, Headers headers, boolean isUrgent) {
        Encoded encoded = Encoded.of(options.codecs(), value, headers);
        out.publish(subject, null, encoded.headers(), encoded.payload(), isUrgent);
    }

    /** Counts and reports what a handler threw, or a codec. */
    void handlerFailed(Subscription subscription, ReceivedMessage message, Throwable cause) {
        figures.oneFailed();
        failures.warn(() -> "handler of \"" + subscription.subject() + "\": failed", cause);
        tell(new ConnectionEvent.HandlerFailed(subscription, message, cause));
    }

    /** Counts and reports a failure that belongs to no subscription. */
    void orphanHandlerFailed(Throwable cause) {
        figures.oneFailed();
        failures.warn(() -> "orphan handler: failed", cause);
    }

    /** Reports a header block that cannot be read; its message counts as one without headers. */
    void malformedHeaders(ReceivedMessage message, HeadersException cause) {
        malformed.warn(() -> "message of \"" + message.subject() + "\": " + cause.getMessage(), null);
    }

    /** Logs what should not happen in the client itself. */
    void unexpected(String what, @Nullable Throwable cause) {
        failures.warn(() -> what, cause);
    }
}
