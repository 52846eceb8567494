package io.natter.client.queue;

import io.natter.client.CodecException;
import io.natter.client.InterruptedWaitException;
import io.natter.client.Outgoing;
import io.natter.client.RequestTimeoutException;
import io.natter.client.jetstream.ConsumerContext;
import io.natter.client.jetstream.FetchOptions;
import io.natter.client.jetstream.JetStream;
import io.natter.client.jetstream.JetStreamApiException;
import io.natter.client.jetstream.JetStreamMessage;
import io.natter.client.jetstream.PublishOptions;
import io.natter.client.jetstream.StreamContext;
import io.natter.client.jetstream.StreamMessage;
import io.natter.protocol.Nuid;
import java.time.Duration;
import java.util.AbstractQueue;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A queue that programs share, over a work-queue stream: each element is taken by one of them.
 *
 * <p>Thread-safe. Elements are anything the connection has a codec for; null is none. What it promises:
 *
 * <pre>
 *  put, offer, add       the element is stored when they return. One that is told twice because an acknowledgement was lost is stored once
 *  take, poll, drainTo   the element is gone when they return: what the program does not finish then is lost. It is read before it is acknowledged: one
 *                        that cannot be read stays, and comes again after a minute. If the acknowledgement is lost, the call throws, and it comes again
 *  takeItem, pollItem    the element stays until it is done, and goes to another if this program ends or is silent for too long: at least once
 *  order                 first in, first out, as they were stored; what was put back comes again later
 *  size, peek, iterator, approximate: elements that were taken and are not acknowledged are still there, and others come and go meanwhile; an
 *  contains, remove(o)   iterator asks for each element
 *  a full queue          the server does not tell when there is room: put and offer ask again, after 5 ms, then less often, every half second at last
 *  a lost connection     waiting calls go on after the reconnect. What was taken goes to another after {@link WorkQueueConfig#ackWait}
 * </pre>
 *
 * @param <E> type of the elements
 */
public final class WorkQueue<E> extends AbstractQueue<E> implements BlockingQueue<E> {
    private static final Duration TAKE_WAIT = Duration.ofSeconds(30);
    private static final Duration UNREADABLE_DELAY = Duration.ofMinutes(1);
    private static final long PAUSE_NS = Duration.ofMillis(5).toNanos();
    private static final long PAUSE_NS_MAX = Duration.ofMillis(500).toNanos();
    private static final int UNANSWERED_MAX = 3;
    private static final int FETCHED_MAX = 100;
    private static final String FULL = "maximum messages exceeded";

    private final JetStream jetStream;
    private final WorkQueueConfig config;
    private final StreamContext stream;
    private final ConsumerContext consumer;
    private final Class<E> type;

    private WorkQueue(JetStream jetStream, WorkQueueConfig config, Class<E> type) {
        this.jetStream = jetStream;
        this.config = config;
        this.type = type;
        this.stream = jetStream.createOrUpdateStream(config.toStream());
        this.consumer = stream.createOrUpdateConsumer(config.toConsumer());
    }

    /** Makes a queue, or opens the one of that name; it is as configured afterwards. */
    public static <E> WorkQueue<E> open(JetStream jetStream, WorkQueueConfig config, Class<E> type) {
        jetStream.connection().options().codecs().codecFor(type); // fails now rather than at the first element
        return new WorkQueue<>(jetStream, config, type);
    }

    /** What it is to be. */
    public WorkQueueConfig config() {
        return config;
    }

    // ---- putting ----

    @Override
    public void put(E element) throws InterruptedException {
        store(element, Long.MAX_VALUE);
    }

    @Override
    public boolean offer(E element) {
        try {
            return store(element, 0);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedWaitException("queue " + config.name() + ": interrupted");
        }
    }

    @Override
    public boolean offer(E element, long timeout, TimeUnit unit) throws InterruptedException {
        return store(element, Math.max(0, unit.toNanos(timeout)));
    }

    /** Asks until there is room; false when the time is over. */
    private boolean store(E element, long waitNs) throws InterruptedException {
        Outgoing message = Outgoing.of(config.subject(), Objects.requireNonNull(element, "element"));
        PublishOptions once = PublishOptions.id(Nuid.next());
        long start = System.nanoTime();
        long pauseNs = PAUSE_NS;
        int unanswered = 0;
        while (true) {
            try {
                jetStream.publish(message, once);
                return true;
            } catch (JetStreamApiException refused) {
                if (!refused.description().contains(FULL)) {
                    throw refused;
                }
            } catch (RequestTimeoutException noAnswer) {
                if (++unanswered == UNANSWERED_MAX) {
                    throw noAnswer;
                }
            } catch (InterruptedWaitException interrupted) {
                throw thrown();
            }
            long leftNs = waitNs - (System.nanoTime() - start);
            if (leftNs <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.sleep(Math.min(leftNs, pauseNs));
            pauseNs = Math.min(2 * pauseNs, PAUSE_NS_MAX);
        }
    }

    private static InterruptedException thrown() {
        Thread.interrupted(); // the exception says it
        return new InterruptedException();
    }

    // ---- taking ----

    @Override
    public E take() throws InterruptedException {
        try (QueueItem<E> item = takeItem()) {
            return finished(item);
        }
    }

    @Override
    public @Nullable E poll(long timeout, TimeUnit unit) throws InterruptedException {
        return finished(pollItem(Duration.ofNanos(unit.toNanos(timeout))));
    }

    @Override
    public @Nullable E poll() {
        return finished(fetched(1).stream().findFirst());
    }

    private @Nullable E finished(Optional<QueueItem<E>> item) {
        if (item.isEmpty()) {
            return null;
        }
        try (QueueItem<E> taken = item.get()) {
            return finished(taken);
        }
    }

    private E finished(QueueItem<E> item) {
        E value = readable(item);
        item.done();
        return value;
    }

    private E readable(QueueItem<E> item) {
        try {
            return item.value();
        } catch (CodecException unreadable) {
            item.putBack(UNREADABLE_DELAY); // not at once, or nothing else would ever come
            throw unreadable;
        }
    }

    /** Takes an element that is to be acknowledged; waits until there is one. */
    public QueueItem<E> takeItem() throws InterruptedException {
        while (true) {
            Optional<QueueItem<E>> item = pollItem(TAKE_WAIT);
            if (item.isPresent()) {
                return item.get();
            }
        }
    }

    /** The same, waiting for it at most so long; empty if none came in time. */
    public Optional<QueueItem<E>> pollItem(Duration timeout) throws InterruptedException {
        try {
            Optional<JetStreamMessage> message = timeout.isZero() || timeout.isNegative()
                    ? consumer.fetch(FetchOptions.noWait(1)).stream().findFirst()
                    : consumer.next(timeout);
            return message.map(this::item);
        } catch (InterruptedWaitException interrupted) {
            throw thrown();
        }
    }

    private QueueItem<E> item(JetStreamMessage message) {
        return new QueueItem<>(message, type);
    }

    private List<QueueItem<E>> fetched(int max) {
        return consumer.fetch(FetchOptions.noWait(max)).stream().map(this::item).toList();
    }

    @Override
    public int drainTo(Collection<? super E> target) {
        return drainTo(target, Integer.MAX_VALUE);
    }

    @Override
    public int drainTo(Collection<? super E> target, int max) {
        if (target instanceof WorkQueue<?> other && other.stream.name().equals(stream.name())) {
            throw new IllegalArgumentException("target: got a queue of the same name, expected another collection");
        }
        int count = 0;
        while (count < max) {
            List<QueueItem<E>> items = fetched(Math.min(FETCHED_MAX, max - count));
            if (items.isEmpty()) {
                return count;
            }
            count += drained(items, target);
        }
        return count;
    }

    private int drained(List<QueueItem<E>> items, Collection<? super E> target) {
        try {
            for (QueueItem<E> item : items) {
                target.add(finished(item));
            }
        } finally {
            items.forEach(QueueItem::close);
        }
        return items.size();
    }

    // ---- looking ----

    @Override
    public @Nullable E peek() {
        return stream.nextMessage(1, config.subject())
                .map(message -> message.as(type))
                .orElse(null);
    }

    @Override
    public int size() {
        return (int) Math.min(Integer.MAX_VALUE, stream.info().state().messages());
    }

    @Override
    public boolean isEmpty() {
        return size() == 0;
    }

    @Override
    public int remainingCapacity() {
        return config.capacity() < 0
                ? Integer.MAX_VALUE
                : (int) Math.max(0, Math.min(Integer.MAX_VALUE, config.capacity() - size()));
    }

    @Override
    public Iterator<E> iterator() {
        return new Elements();
    }

    /** Elements one by one, in order. Confined to one thread. */
    private final class Elements implements Iterator<E> {
        private Optional<StreamMessage> next = stream.nextMessage(1, config.subject());
        private @Nullable StreamMessage last;

        @Override
        public boolean hasNext() {
            return next.isPresent();
        }

        @Override
        public E next() {
            StreamMessage message = next.orElseThrow(() -> new NoSuchElementException("queue: no more elements"));
            next = stream.nextMessage(message.sequence() + 1, config.subject());
            last = message;
            return message.as(type);
        }

        @Override
        public void remove() {
            if (last == null) {
                throw new IllegalStateException("remove: no element");
            }
            stream.deleteMessage(last.sequence());
            last = null;
        }
    }

    @Override
    public void clear() {
        stream.purge();
    }

    /**
     * Deletes the queue and all in it; whether it was there. Other programs' calls then throw.
     *
     * @throws io.natter.client.NatsException as those of {@link JetStream}
     */
    public boolean delete() {
        return stream.delete();
    }

    @Override
    public String toString() {
        return "WorkQueue[" + config.name() + "]";
    }
}
