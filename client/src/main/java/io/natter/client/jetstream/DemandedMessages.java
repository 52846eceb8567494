package io.natter.client.jetstream;

import io.natter.client.Message;
import io.natter.client.NatsException;
import io.natter.client.SubscribeOptions;
import io.natter.client.WhenFull;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * One subscriber of a consumer, between it and the connection's own publisher: its demand is what is asked of the server.
 *
 * <p>Thread-safe; the subscriber's methods run one at a time.
 *
 * <pre>
 *  server -> connection's publisher -> this: drops what is no message, takes another instead -> subscriber
 *  server <- pull requests          <- this                                                 <- request(n)
 * </pre>
 */
final class DemandedMessages implements Flow.Subscriber<Message>, Flow.Subscription, Feed.Owner {
    private final Api api;
    private final ConsumeOptions options;
    private final Flow.Subscriber<? super JetStreamMessage> subscriber;
    private final PullFeed feed;
    private final AtomicBoolean isOver = new AtomicBoolean();
    private volatile Flow.@Nullable Subscription upstream;
    private volatile @Nullable NatsException failure;
    private final AtomicLong received = new AtomicLong();
    private volatile boolean isBusy;

    DemandedMessages(
            Api api,
            ConsumeOptions options,
            Flow.Subscriber<? super JetStreamMessage> subscriber,
            BiFunction<Feed.Owner, Long, PullFeed> feeds) {
        this.api = api;
        this.options = options;
        this.subscriber = subscriber;
        this.feed = feeds.apply(this, 0L);
    }

    /** Tells a subscriber that there is nothing to subscribe to. */
    static void refuse(Flow.Subscriber<?> subscriber, NatsException cause) {
        subscriber.onSubscribe(new Flow.Subscription() {
            @Override
            public void request(long n) {
                // there is nothing
            }

            @Override
            public void cancel() {
                // there is nothing
            }
        });
        subscriber.onError(cause);
    }

    void begin() {
        SubscribeOptions bounds = SubscribeOptions.DEFAULTS.withPending(
                2 * options.maxMessages() + 1_000, Long.MAX_VALUE, WhenFull.DROP_NEW);
        api.connection().publisher(feed.subject(), bounds).subscribe(this);
        feed.start(() -> new Feed.Hearing(
                received.get(), isBusy)); // what is asked for before is asked now, since now it is listened for
    }

    // ---- from the subscriber ----

    @Override
    public void request(long n) {
        Flow.Subscription source = upstream;
        if (source == null) {
            return;
        }
        if (n > 0) {
            feed.demand(n);
        }
        source.request(n); // which also says what is wrong with less than one
    }

    @Override
    public void cancel() {
        isOver.set(true);
        feed.stop();
        Flow.Subscription source = upstream;
        if (source != null) {
            source.cancel();
        }
    }

    // ---- from the connection ----

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        upstream = subscription;
        subscriber.onSubscribe(this);
    }

    @Override
    public void onNext(Message message) {
        received.incrementAndGet();
        JetStreamMessage accepted = feed.accept(message);
        if (accepted != null) {
            isBusy = true;
            try {
                subscriber.onNext(accepted);
            } finally {
                isBusy = false;
            }
        } else {
            Flow.Subscription source = upstream;
            if (source != null) {
                source.request(1);
            }
        }
    }

    @Override
    public void onError(Throwable cause) {
        feed.stop();
        if (isOver.compareAndSet(false, true)) {
            subscriber.onError(cause);
        }
    }

    @Override
    public void onComplete() {
        feed.stop();
        if (!isOver.compareAndSet(false, true)) {
            return;
        }
        NatsException cause = failure;
        if (cause != null) {
            subscriber.onError(cause);
        } else {
            subscriber.onComplete();
        }
    }

    // ---- from the feed ----

    @Override
    public void problem(NatsException problem) {
        options.onProblem().accept(problem);
    }

    @Override
    public void failed(NatsException cause) {
        failure = cause;
        Flow.Subscription source = upstream;
        if (source != null) {
            source.cancel();
        }
        if (isOver.compareAndSet(false, true)) {
            subscriber.onError(cause);
        }
    }
}
