package io.natter.client.jetstream;

import io.natter.client.DrainResult;
import io.natter.client.InterruptedWaitException;
import io.natter.client.Message;
import io.natter.client.NatsConnection;
import io.natter.client.NatsException;
import io.natter.client.SubscribeOptions;
import io.natter.client.Subscription;
import io.natter.client.SubscriptionStatistics;
import io.natter.client.WhenFull;
import io.natter.protocol.jetstream.ConsumerInfo;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A consumption whose messages go to a handler, on the workers of a subscription.
 *
 * <p>Thread-safe.
 */
final class HandledConsumption implements OrderedConsumer.OrderedConsumption, Feed.Owner {
    /** How long handlers may take to finish what came, when nobody said how long. */
    private static final Duration PATIENCE = Duration.ofDays(1);

    /** Whose handler runs on this thread. */
    private static final ThreadLocal<@Nullable HandledConsumption> AT_WORK = new ThreadLocal<>();

    private final Api api;
    private final ConsumeOptions options;
    private final JetStreamHandler handler;
    private final @Nullable RenewedOrigin origin;
    private final @Nullable ProgressReports progress;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile @Nullable Subscription subscription;
    private volatile @Nullable Feed feed;

    HandledConsumption(
            Api api,
            ConsumeOptions options,
            JetStreamHandler handler,
            @Nullable RenewedOrigin origin,
            @Nullable Duration ackWait) {
        this.api = api;
        this.options = options;
        this.handler = handler;
        this.origin = origin;
        this.progress = ackWait == null ? null : new ProgressReports(api, ackWait);
    }

    /** Begins with a feed made for this owner; {@code adjusted} says how the subscription differs from one that asks. */
    HandledConsumption begin(Function<Feed.Owner, Feed> feeds, UnaryOperator<SubscribeOptions> adjusted) {
        Feed begun = feeds.apply(this);
        feed = begun;
        NatsConnection connection = api.connection();
        SubscribeOptions bounds = adjusted.apply(bounds(options));
        Subscription made = connection.subscribe(begun.subject(), keyed(bounds), this::onMessage);
        subscription = made;
        begun.start(made);
        return this;
    }

    /** Room for what was asked for, and once more for what comes of requests that were given up. */
    static SubscribeOptions bounds(ConsumeOptions options) {
        return SubscribeOptions.DEFAULTS.withPending(
                2 * options.maxMessages() + 1_000, Long.MAX_VALUE, WhenFull.DROP_NEW);
    }

    private SubscribeOptions keyed(SubscribeOptions bounds) {
        ConsumeOptions.Handling handling = options.handling();
        SubscribeOptions shared = bounds.withConcurrency(handling.concurrency());
        Function<? super JetStreamMessage, ?> key = handling.key();
        return key == null || handling.concurrency() == 1 ? shared : shared.orderedBy(message -> key(key, message));
    }

    private Object key(Function<? super JetStreamMessage, ?> key, Message message) {
        String reply = message.replyTo();
        if (reply == null || message.headers().status() != null) {
            return this; // the server's own words
        }
        return key.apply(new DeliveredMessage(message, reply, api, null));
    }

    private void onMessage(Message message) throws Exception {
        Feed source = feed;
        JetStreamMessage accepted = source == null ? null : source.accept(message);
        if (accepted == null) {
            return;
        }
        AT_WORK.set(this);
        try {
            handle(accepted);
        } finally {
            AT_WORK.set(null); // not removed: the next message of this run sets it again
        }
    }

    private void handle(JetStreamMessage message) throws Exception {
        if (progress == null) {
            call(message);
            return;
        }
        progress.begin(message);
        try {
            call(message);
        } finally {
            progress.end(message);
        }
    }

    private void call(JetStreamMessage message) throws Exception {
        ConsumeOptions.Handling handling = options.handling();
        if (!handling.isAckedOnReturn()) {
            handler.handle(message);
            return;
        }
        try {
            handler.handle(message);
        } catch (Throwable failure) { // whatever it is, the message is to come again
            message.nak(handling.nakDelay());
            throw failure;
        }
        message.ack();
    }

    // ---- what happens to the feed ----

    @Override
    public void problem(NatsException problem) {
        options.onProblem().accept(problem);
    }

    @Override
    public void failed(NatsException cause) {
        problem(cause);
        finish(cause, PATIENCE);
    }

    // ---- ending ----

    @Override
    public ConsumerInfo initial() {
        return Objects.requireNonNull(ordered().initial(), "made before it is consumed");
    }

    @Override
    public ConsumerInfo current() {
        return ordered().current();
    }

    private RenewedOrigin ordered() {
        if (origin == null) {
            throw new IllegalStateException("consumption: got one of a consumer that is not ordered");
        }
        return origin;
    }

    @Override
    public boolean isActive() {
        Feed source = feed;
        Subscription heard = subscription;
        return source != null && source.state() != Feed.State.ENDED && heard != null && heard.isActive();
    }

    @Override
    public void stop() {
        Feed source = feed;
        if (source != null && source.stop()) {
            finish(null, PATIENCE);
        }
    }

    private void finish(@Nullable NatsException cause, Duration timeout) {
        Subscription heard = subscription;
        CompletableFuture<DrainResult> over = heard == null
                ? CompletableFuture.completedFuture(new DrainResult(0, 0, true))
                : heard.drainAsync(timeout);
        over.handle((result, failure) -> {
            if (progress != null) {
                progress.close();
            }
            return cause == null ? ended.complete(null) : ended.completeExceptionally(cause);
        });
    }

    @Override
    public DrainResult drain(Duration timeout) {
        Feed source = feed;
        Subscription heard = subscription;
        if (source == null || heard == null) {
            return new DrainResult(0, 0, true);
        }
        if (source.stop()) {
            finish(null, timeout);
            return heard.drain(timeout);
        }
        if (AT_WORK.get() != this) {
            awaitEnd(heard, timeout);
        }
        SubscriptionStatistics left = heard.statistics();
        return new DrainResult(left.pending() + left.running(), 0, ended.isDone());
    }

    // It was stopped before, with patience; this caller has less.
    private void awaitEnd(Subscription heard, Duration timeout) {
        try {
            ended.get(Ranges.nanos(timeout), TimeUnit.NANOSECONDS);
        } catch (TimeoutException handlersAreBusy) {
            heard.close();
        } catch (ExecutionException endedByItself) {
            // which is an end as well
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedWaitException("drain of \"" + heard.subject() + "\": interrupted");
        }
    }

    @Override
    public CompletableFuture<Void> ended() {
        return ended.copy();
    }

    @Override
    public void close() {
        drain(api.connection().options().drainTimeout()); // what is left behind comes again
    }
}
