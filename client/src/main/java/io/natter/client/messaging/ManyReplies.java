package io.natter.client.messaging;

import io.natter.client.InterruptedWaitException;
import io.natter.client.Message;
import io.natter.client.NatsException;
import io.natter.client.NoRespondersException;
import io.natter.client.Replies;
import io.natter.client.RequestManyOptions;
import io.natter.client.SubscribeOptions;
import io.natter.client.WhenFull;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * A request with several answers (ADR-47).
 *
 * <p>Answers come on the reading thread and wait within the bounds of the options' subscriptions; beyond, they are dropped and counted. The rest is
 * confined to the thread that iterates. The first stall is counted from the first answer.
 */
final class ManyReplies extends PendingRequest implements Replies, MessageQueue.Listener {
    private final Requests requests;
    private final RequestManyOptions options;
    private final MessageQueue queue;
    private final long startNs = System.nanoTime();
    private final long deadlineNs;
    private volatile @Nullable NatsException failure;

    // the iterating thread's
    private @Nullable Message next;
    private int taken;
    private volatile boolean isOver;

    ManyReplies(Requests requests, String subject, String inbox, long token, RequestManyOptions options) {
        super(subject, inbox, token);
        this.requests = requests;
        this.options = options;
        this.deadlineNs = Durations.ns(options.deadline());
        SubscribeOptions bounds = requests.context().options().subscribe();
        this.queue = new MessageQueue(bounds.pendingMessages(), bounds.pendingBytes(), WhenFull.DROP_NEW, this);
    }

    @Override
    boolean isSingle() {
        return false;
    }

    @Override
    void answer(ReceivedMessage message) {
        if (message.isNoResponders()) {
            fail(BlockingRequest.noResponders(subject()));
        } else {
            queue.push(message);
        }
    }

    @Override
    void fail(NatsException cause) {
        failure = cause;
        queue.finish();
    }

    @Override
    public Iterator<Message> iterator() {
        return new Answers();
    }

    @Override
    public List<Message> toList() {
        List<Message> all = new ArrayList<>();
        forEach(all::add);
        return all;
    }

    /** The answers not handed out yet; all iterators share them. Confined to one thread. */
    private final class Answers implements Iterator<Message> {
        @Override
        public boolean hasNext() {
            if (next == null && !isOver) {
                next = await();
                if (next == null) {
                    close();
                }
            }
            return next != null;
        }

        @Override
        public Message next() {
            if (!hasNext() || next == null) {
                throw new NoSuchElementException("request to \"" + subject() + "\": no more answers");
            }
            Message message = next;
            next = null;
            return message;
        }
    }

    private @Nullable Message await() {
        if (options.max() > 0 && taken == options.max()) {
            return null;
        }
        ReceivedMessage message = take();
        if (message == null) {
            NatsException cause = failure;
            boolean isEnd = cause instanceof NoRespondersException && taken > 0; // the last responder left
            if (cause != null && !isEnd) {
                close();
                throw cause;
            }
            return null;
        }
        queue.begin(message);
        queue.done();
        queue.endEpisodeIfRoom();
        taken++;
        return options.sentinel() != null && options.sentinel().test(message) ? null : message;
    }

    private @Nullable ReceivedMessage take() {
        long leftNs = deadlineNs - (System.nanoTime() - startNs);
        Duration stall = options.stall();
        if (stall != null && taken > 0) {
            leftNs = Math.min(leftNs, Durations.ns(stall));
        }
        try {
            return queue.await(leftNs);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            close();
            throw new InterruptedWaitException("answers to \"" + subject() + "\": interrupted");
        }
    }

    @Override
    public void close() {
        isOver = true;
        requests.forget(this);
        queue.discard();
    }

    @Override
    public void full() {
        // nobody is told: there is no subscription; the drops are counted
    }

    @Override
    public void room(long dropped) {
        // see full
    }

    @Override
    public void dropped(long messages) {
        if (!isOver) {
            requests.context().figures().dropped(messages);
        }
    }
}
