package io.natter.client.messaging;

import io.natter.client.InterruptedWaitException;
import io.natter.client.Message;
import io.natter.client.ServerErrorException;
import io.natter.client.SubscribeOptions;
import io.natter.client.SyncSubscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A subscription whose messages are taken by whoever asks.
 *
 * <p>Thread-safe; each message goes to one caller.
 */
final class PulledSubscription extends LiveSubscription implements SyncSubscription {
    private volatile @Nullable Thread taker; // whoever took last: a drain waits for it

    PulledSubscription(Subscriptions registry, String subject, SubscribeOptions options) {
        super(registry, subject, options);
    }

    @Override
    void ready() {
        // whoever waits was woken by the queue
    }

    @Override
    boolean isHandled() {
        return false;
    }

    @Override
    boolean isEmptiedBesides(@Nullable Thread waiter) {
        Thread last = taker;
        return last == null ? waiter == null : !last.equals(waiter) && last.isAlive();
    }

    @Override
    public Optional<Message> next(Duration timeout) {
        return Optional.ofNullable(taken(await(Durations.ns(timeout))));
    }

    @Override
    public @Nullable Message poll() {
        return taken(pending().takeOne());
    }

    @Override
    public List<Message> next(int max, Duration timeout) {
        if (max < 1) {
            throw new IllegalArgumentException("max: got " + max + ", expected at least 1");
        }
        List<Message> messages = new ArrayList<>();
        Message first = taken(await(Durations.ns(timeout)));
        if (first != null) {
            messages.add(first);
            drainTo(messages, max - 1);
        }
        return messages;
    }

    @Override
    public int drainTo(Collection<? super Message> target, int max) {
        int moved = 0;
        while (moved < max) {
            ReceivedMessage message = pending().takeOne();
            if (message == null) {
                break;
            }
            target.add(count(message));
            moved++;
        }
        settle();
        return moved;
    }

    @Override
    public void wakeUp() {
        pending().wakeUp();
    }

    @Override
    public Iterator<Message> iterator() {
        return new Messages();
    }

    private @Nullable ReceivedMessage await(long waitNs) {
        ReceivedMessage message;
        try {
            message = pending().await(waitNs);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedWaitException("next message of \"" + subject() + "\": interrupted");
        }
        ServerErrorException refused = refusal();
        if (message == null && refused != null) {
            throw refused;
        }
        return message;
    }

    private @Nullable Message taken(@Nullable ReceivedMessage message) {
        if (message == null) {
            return null;
        }
        count(message);
        settle();
        return message;
    }

    private ReceivedMessage count(ReceivedMessage message) {
        Thread current = Thread.currentThread();
        if (!current.equals(taker)) {
            taker = current;
        }
        pending().beginShared(message);
        pending().doneShared();
        return message;
    }

    /** Messages as they come, until none will. Confined to one thread. */
    private final class Messages implements Iterator<Message> {
        private @Nullable Message next;

        @Override
        public boolean hasNext() {
            while (next == null) {
                Message message = taken(await(Long.MAX_VALUE));
                if (message == null && pending().isFinished()) {
                    // the last may have come between the two
                    message = poll();
                    if (message == null) {
                        return false;
                    }
                }
                next = message;
            }
            return true;
        }

        @Override
        public Message next() {
            if (!hasNext()) {
                throw new NoSuchElementException("subscription \"" + subject() + "\": no more messages");
            }
            Message message = next;
            next = null;
            if (message == null) {
                throw new AssertionError("no message after hasNext");
            }
            return message;
        }
    }
}
