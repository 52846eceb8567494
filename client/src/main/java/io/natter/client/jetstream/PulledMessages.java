package io.natter.client.jetstream;

import io.natter.client.ConnectionState;
import io.natter.client.Message;
import io.natter.client.NatsException;
import io.natter.client.SubscribeOptions;
import io.natter.client.SyncSubscription;
import java.time.Duration;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Messages of a feed, taken by whoever asks. Thread-safe. */
final class PulledMessages implements JetStreamMessages, Feed.Owner {
    private static final Duration LONG = Duration.ofHours(1);
    /** How long the end waits for what the server has sent meanwhile. */
    private static final Duration ON_ITS_WAY_MOST = Duration.ofSeconds(1);

    private final Api api;
    private final boolean isGivenBack;
    private final Consumer<? super NatsException> onProblem;
    private final Feed feed;
    private final SyncSubscription subscription;
    private final AtomicBoolean isClosed = new AtomicBoolean();
    private volatile @Nullable NatsException failure;

    /** Those of a feed made for this owner; {@code isGivenBack} says whether they are acknowledged, so that the end gives back what is left. */
    PulledMessages(
            Api api,
            ConsumeOptions options,
            Function<Feed.Owner, Feed> feeds,
            UnaryOperator<SubscribeOptions> adjusted,
            boolean isGivenBack) {
        this.api = api;
        this.isGivenBack = isGivenBack;
        this.onProblem = options.onProblem();
        this.feed = feeds.apply(this);
        SubscribeOptions bounds = adjusted.apply(HandledConsumption.bounds(options));
        this.subscription = api.connection().subscribe(feed.subject(), bounds);
    }

    PulledMessages begin() {
        feed.start(subscription);
        return this;
    }

    @Override
    public Optional<JetStreamMessage> next(Duration wait) {
        long endNs = System.nanoTime() + Ranges.nanos(wait);
        while (true) {
            long left = Math.max(0, endNs - System.nanoTime());
            Optional<Message> message = subscription.next(Duration.ofNanos(left));
            if (message.isEmpty()) {
                throwFailure();
                return Optional.empty();
            }
            JetStreamMessage accepted = feed.accept(message.get());
            if (accepted != null) {
                return Optional.of(accepted);
            }
        }
    }

    private void throwFailure() {
        NatsException cause = failure;
        if (cause != null) {
            throw cause;
        }
    }

    @Override
    public Iterator<JetStreamMessage> iterator() {
        return new Loop();
    }

    @Override
    public void stop() {
        feed.stop();
        subscription.drainAsync(ON_ITS_WAY_MOST);
    }

    @Override
    public boolean isActive() {
        return feed.state() != Feed.State.ENDED && subscription.isActive();
    }

    @Override
    public void close() {
        feed.stop();
        try {
            if (isGivenBack && !isClosed.getAndSet(true)) {
                giveBack();
            }
        } catch (NatsException notGivenBack) { // interrupted, or without a connection: it comes again after its time
            problem(notGivenBack);
        } finally {
            subscription.close();
        }
    }

    /**
     * Says of all that came, or still comes until the server knows, that it is to be delivered again at once.
     *
     * <p>One by one and in order, where one acknowledgement is for all before it too: the server delivers them before what is new, which would otherwise be
     * acknowledged ahead of them, and they along with it.
     */
    private void giveBack() {
        try {
            if (api.connection().state() == ConnectionState.CONNECTED) {
                subscription.drainAsync(ON_ITS_WAY_MOST);
                Optional<Message> left = subscription.next(ON_ITS_WAY_MOST);
                while (left.isPresent()) { // until the server knows, or does not answer
                    nak(left.get());
                    left = subscription.next(ON_ITS_WAY_MOST);
                }
            }
        } finally { // interrupted, or without a connection: what is here already
            for (Message left = subscription.poll(); left != null; left = subscription.poll()) {
                nak(left);
            }
        }
    }

    private void nak(Message message) {
        JetStreamMessage accepted = feed.accept(message);
        if (accepted != null) {
            accepted.nak();
        }
    }

    @Override
    public void problem(NatsException problem) {
        onProblem.accept(problem);
    }

    @Override
    public void failed(NatsException cause) {
        failure = cause;
        subscription.unsubscribe();
    }

    /** Messages as they come, until none will. Confined to one thread. */
    private final class Loop implements Iterator<JetStreamMessage> {
        private @Nullable JetStreamMessage next;

        @Override
        public boolean hasNext() {
            while (next == null) {
                boolean mayCome = isActive(); // asked first: nothing can come between the two then
                next = PulledMessages.this.next(LONG).orElse(null);
                if (next == null && !mayCome) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public JetStreamMessage next() {
            if (!hasNext() || next == null) {
                throw new NoSuchElementException("messages: stopped");
            }
            JetStreamMessage message = next;
            next = null;
            return message;
        }
    }
}
