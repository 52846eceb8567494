package io.natter.client.jetstream;

import io.natter.client.NatsException;
import io.natter.client.SubscribeOptions;
import io.natter.client.WhenFull;
import io.natter.protocol.jetstream.ConsumerInfo;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/** An ordered consumer over consumers that are made anew. Thread-safe. */
final class RenewedConsumer implements OrderedConsumer {
    /** Twice what a server has on its way at most; a message beyond it is missed, and so comes again. */
    private static final long PUSHED_BYTES_MAX = 64L << 20;

    private static final int PUSHED_MESSAGES_MAX = 1_000_000;

    private final Api api;
    private final String stream;
    private final OrderedOptions options;
    private final ReentrantLock fetching = new ReentrantLock();
    private final RenewedOrigin fetched; // guarded by fetching
    private final FetchInbox.Shelf shelf;

    RenewedConsumer(Api api, String stream, OrderedOptions options) {
        this.api = api;
        this.stream = stream;
        this.options = options;
        this.fetched = RenewedOrigin.asked(api, stream, options);
        this.shelf = new FetchInbox.Shelf(api);
    }

    @Override
    public OrderedOptions options() {
        return options;
    }

    @Override
    public String streamName() {
        return stream;
    }

    private RenewedOrigin begin() {
        RenewedOrigin origin = RenewedOrigin.asked(api, stream, options);
        made(origin);
        return origin;
    }

    private static ConsumerInfo made(RenewedOrigin origin) {
        try {
            return origin.renew().join();
        } catch (CompletionException failure) {
            if (Api.cause(failure) instanceof NatsException cause) {
                throw cause;
            }
            throw failure;
        }
    }

    @Override
    public List<JetStreamMessage> fetch(FetchOptions fetch) {
        fetching.lock();
        try {
            if (!fetched.wasMade()) {
                made(fetched);
            }
            return new Fetch(api, fetched, shelf, fetch).run();
        } finally {
            fetching.unlock();
        }
    }

    @Override
    public Consumption consume(ConsumeOptions consume, JetStreamHandler handler) {
        return consumeOrdered(consume, handler);
    }

    @Override
    public OrderedConsumption consumeOrdered(ConsumeOptions consume, JetStreamHandler handler) {
        RenewedOrigin origin = begin();
        ConsumeOptions inOrder = consume.withConcurrency(1);
        return new HandledConsumption(api, inOrder, handler, origin, null)
                .begin(owner -> new PullFeed(api, origin, owner, inOrder, PullFeed.ENDLESS), UnaryOperator.identity());
    }

    @Override
    public OrderedConsumption consumePushed(JetStreamHandler handler) {
        String inbox = api.connection().newInbox();
        RenewedOrigin origin = RenewedOrigin.pushed(api, stream, options, inbox);
        made(origin);
        return new HandledConsumption(api, ConsumeOptions.DEFAULTS, handler, origin, null)
                .begin(
                        owner -> new PushFeed(api, origin, owner, inbox, RenewedOrigin.HEARTBEAT),
                        RenewedConsumer::pushed);
    }

    private static SubscribeOptions pushed(SubscribeOptions bounds) {
        return bounds.withPending(PUSHED_MESSAGES_MAX, PUSHED_BYTES_MAX, WhenFull.DROP_NEW);
    }

    @Override
    public JetStreamMessages messages(ConsumeOptions consume) {
        RenewedOrigin origin = begin();
        return new PulledMessages(
                        api,
                        consume,
                        owner -> new PullFeed(api, origin, owner, consume, PullFeed.ENDLESS),
                        UnaryOperator.identity(),
                        false)
                .begin();
    }

    @Override
    public Flow.Publisher<JetStreamMessage> publisher(ConsumeOptions consume) {
        return subscriber -> {
            RenewedOrigin origin;
            try {
                origin = begin();
            } catch (NatsException failure) {
                DemandedMessages.refuse(subscriber, failure);
                return;
            }
            new DemandedMessages(
                            api,
                            consume,
                            subscriber,
                            (owner, demand) -> new PullFeed(api, origin, owner, consume, demand))
                    .begin();
        };
    }
}
