package io.natter.client.bucket;

import io.natter.client.InterruptedWaitException;
import io.natter.client.NatsException;
import io.natter.client.RequestTimeoutException;
import io.natter.client.jetstream.JetStreamMessage;
import io.natter.client.jetstream.OrderedConsumer;
import io.natter.client.jetstream.OrderedConsumer.OrderedConsumption;
import io.natter.client.jetstream.Watch;
import io.natter.protocol.jetstream.DeliverPolicy;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A watch over an ordered consumer.
 *
 * <p>Thread-safe. Its sink is told on the consumer's handler thread, one at a time; of the end of the initial data there too, or, where there is none, on
 * the thread that starts the watch, while the handler waits for it.
 */
public final class OrderedWatch implements Watch {
    private static final System.Logger LOG = System.getLogger(OrderedWatch.class.getName());

    /** How often, within the longest silence, the server is asked whether there is anything left to come. */
    private static final int SLICES = 10;

    private final WatchSink sink;
    /** How many messages there were at the beginning; completed when the handler may begin. */
    private final CompletableFuture<Long> initialCount = new CompletableFuture<>();

    private final CompletableFuture<Void> initialDone = new CompletableFuture<>();
    private volatile boolean isClosed;
    private volatile long received; // written by the handler only
    private @Nullable OrderedConsumption consumption; // set before the watch is handed out

    private OrderedWatch(WatchSink sink) {
        this.sink = sink;
    }

    /** Begins to watch. */
    public static OrderedWatch start(OrderedConsumer consumer, WatchSink sink) {
        OrderedWatch watch = new OrderedWatch(sink);
        watch.start(consumer);
        return watch;
    }

    /**
     * Tells the sink all that is there now.
     *
     * @param what is listed, for messages
     * @param patience longest silence before it is given up
     * @throws RequestTimeoutException if nothing came for so long
     */
    public static void list(String what, OrderedConsumer consumer, Duration patience, WatchSink sink) {
        try (OrderedWatch watch = start(consumer, sink)) {
            watch.awaitInitial(what, patience);
        }
    }

    private void start(OrderedConsumer consumer) {
        OrderedConsumption started = consumer.consumePushed(this::handle);
        consumption = started;
        started.ended().whenComplete((nothing, failure) -> {
            if (failure != null) {
                initialDone.completeExceptionally(failure);
            }
        });
        boolean isUpdatesOnly = consumer.options().deliverPolicy() == DeliverPolicy.NEW;
        long count = isUpdatesOnly ? 0 : started.initial().pendingCount();
        if (count == 0) {
            endInitial();
        }
        initialCount.complete(count);
    }

    private void handle(JetStreamMessage message) throws Exception {
        long count = initialCount.join();
        if (isClosed) {
            return;
        }
        long total = received + 1;
        received = total;
        try {
            sink.message(message);
        } finally {
            boolean isLastOfInitial = total >= count || message.metadata().pendingCount() == 0;
            if (isLastOfInitial && !initialDone.isDone()) {
                endInitial();
            }
        }
    }

    private void endInitial() {
        try {
            sink.initialDone();
        } catch (Exception failure) {
            LOG.log(System.Logger.Level.WARNING, "watch: a watcher failed at the end of the initial data", failure);
        } finally {
            initialDone.complete(null);
        }
    }

    private void awaitInitial(String what, Duration patience) {
        long before = -1;
        int silences = 0;
        boolean isAllDelivered = false;
        while (true) {
            try {
                initialDone.get(patience.toNanos() / SLICES, TimeUnit.NANOSECONDS);
                return;
            } catch (TimeoutException silence) {
                silences = received == before ? silences + 1 : 0;
                if (silences > 0 && isAllDelivered) {
                    return; // what was there at the beginning has expired before it came
                }
                if (silences >= SLICES) {
                    throw new RequestTimeoutException(what + ": no more entries within " + patience);
                }
                before = received;
                isAllDelivered = consumption().current().pendingCount() == 0;
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new InterruptedWaitException(what + ": interrupted");
            } catch (ExecutionException failure) {
                throw failure.getCause() instanceof NatsException known ? known : new IllegalStateException(failure);
            }
        }
    }

    private OrderedConsumption consumption() {
        return Objects.requireNonNull(consumption, "started");
    }

    @Override
    public CompletableFuture<Void> initialDone() {
        return initialDone.copy();
    }

    @Override
    public CompletableFuture<Void> ended() {
        return consumption().ended();
    }

    @Override
    public boolean isActive() {
        return !isClosed && consumption().isActive();
    }

    @Override
    public void close() {
        isClosed = true;
        consumption().close();
    }
}
