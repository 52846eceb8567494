package io.natter.client.messaging;

import io.natter.client.ConnectionClosedException;
import io.natter.client.DrainResult;
import io.natter.client.ServerErrorException;
import io.natter.client.Subscription;
import io.natter.protocol.wire.MessageView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The subscriptions of a connection, by number.
 *
 * <p>Thread-safe; {@link #message} and {@link #endOfPass} are for the reading thread. SUB and UNSUB leave under the lock, so that a new
 * connection is told of a subscription once, by {@link #restored} or by its own SUB.
 */
final class Subscriptions {
    private final MessagingContext context;
    private final AtomicLong lastSid = new AtomicLong();
    private final SubjectCache subjects = new SubjectCache();

    private final ReentrantLock lock = new ReentrantLock();
    // guarded by lock
    private final LongMap<LiveSubscription> bySid = new LongMap<>();
    private boolean isClosed;

    // the reading thread's
    private @Nullable LiveSubscription last;
    private final List<LiveSubscription> inPass = new ArrayList<>();

    Subscriptions(MessagingContext context) {
        this.context = context;
    }

    MessagingContext context() {
        return context;
    }

    long newSid() {
        return lastSid.incrementAndGet();
    }

    int size() {
        lock.lock();
        try {
            return bySid.size();
        } finally {
            lock.unlock();
        }
    }

    /** Registers a subscription and tells the server. */
    void add(LiveSubscription subscription) {
        lock.lock();
        try {
            if (isClosed) {
                throw new ConnectionClosedException("subscribe: the connection is draining or closed");
            }
            bySid.put(subscription.sid(), subscription);
            context.out().subscribe(subscription.sid(), subscription.subject(), subscription.queue());
            if (subscription.endsAfterOnLink() > 0) {
                context.out().unsubscribe(subscription.sid(), subscription.endsAfterOnLink());
            }
        } finally {
            lock.unlock();
        }
    }

    // ---- what comes ----

    /** Collects a message for its subscription; false if there is none. */
    boolean message(long sid, MessageView view) {
        LiveSubscription subscription = last;
        if (subscription == null
                || subscription.sid() != sid
                || subscription.pending().isFinished()) {
            subscription = find(sid);
            last = subscription;
        }
        if (subscription == null || subscription.isComplete()) {
            return false;
        }
        if (subscription.message(view, subjects)) {
            inPass.add(subscription);
        }
        return true;
    }

    private @Nullable LiveSubscription find(long sid) {
        lock.lock();
        try {
            return bySid.get(sid);
        } finally {
            lock.unlock();
        }
    }

    /** Hands over what was collected, one lock and one wake-up for each subscription. */
    void endOfPass() {
        for (int i = 0; i < inPass.size(); i++) {
            LiveSubscription subscription = inPass.get(i);
            subscription.endOfPass();
            if (subscription.isComplete()) {
                complete(subscription);
            }
        }
        inPass.clear();
    }

    /** Its last message came. The server has ended it by itself, or will be told if it counts otherwise after a reconnect. */
    private void complete(LiveSubscription subscription) {
        lock.lock();
        try {
            if (bySid.remove(subscription.sid()) != null && subscription.wasRestored()) {
                context.out().unsubscribe(subscription.sid(), 0);
            }
        } finally {
            lock.unlock();
        }
        subscription.end(null);
    }

    // ---- ends ----

    void unsubscribe(LiveSubscription subscription) {
        lock.lock();
        try {
            if (bySid.remove(subscription.sid()) != null && subscription.isActive()) {
                context.out().unsubscribe(subscription.sid(), 0);
            }
        } finally {
            lock.unlock();
        }
        subscription.end(null);
    }

    void unsubscribeAfter(LiveSubscription subscription, long totalDelivered) {
        lock.lock();
        try {
            if (!subscription.isActive()) {
                return;
            }
            subscription.endAfter(totalDelivered);
            if (!subscription.isComplete()) {
                context.out().unsubscribe(subscription.sid(), subscription.endsAfterOnLink());
                return;
            }
        } finally {
            lock.unlock();
        }
        unsubscribe(subscription);
    }

    /** Ends it so that nothing on its way is lost; {@code waiter} will do nothing but wait for it, if there is one. */
    CompletableFuture<DrainResult> drain(LiveSubscription subscription, Duration timeout, @Nullable Thread waiter) {
        CompletableFuture<DrainResult> result;
        lock.lock();
        try {
            CompletableFuture<DrainResult> before = subscription.drained();
            if (before != null) {
                return before;
            }
            result = new CompletableFuture<>();
            subscription.drained(result);
            if (subscription.beginDrain()) {
                context.out().unsubscribe(subscription.sid(), 0);
            }
        } finally {
            lock.unlock();
        }
        new Drain(context, List.of(subscription), waiter, this::endDrained).run(timeout, result);
        return result;
    }

    /** Ends all; no new one is taken. What is on its way still comes. As {@link #drain} otherwise. */
    CompletableFuture<DrainResult> drainAll(Duration timeout, @Nullable Thread waiter) {
        List<LiveSubscription> all;
        lock.lock();
        try {
            isClosed = true;
            all = all();
            for (LiveSubscription subscription : all) {
                if (subscription.beginDrain()) {
                    context.out().unsubscribe(subscription.sid(), 0);
                }
            }
        } finally {
            lock.unlock();
        }
        CompletableFuture<DrainResult> result = new CompletableFuture<>();
        new Drain(context, all, waiter, this::endDrained).run(timeout, result);
        return result;
    }

    /** Messages that came and no handler is done with. */
    long unfinished() {
        lock.lock();
        try {
            return all().stream()
                    .mapToLong(subscription -> subscription.pending().unfinished())
                    .sum();
        } finally {
            lock.unlock();
        }
    }

    private void endDrained(LiveSubscription subscription) {
        lock.lock();
        try {
            bySid.remove(subscription.sid());
        } finally {
            lock.unlock();
        }
        subscription.end(null);
    }

    /** Ends all at once. */
    void close(boolean isNow) {
        List<LiveSubscription> all;
        lock.lock();
        try {
            isClosed = true;
            all = all();
            bySid.clear();
        } finally {
            lock.unlock();
        }
        for (LiveSubscription subscription : all) {
            if (isNow || subscription.isHandled()) {
                subscription.discard();
            } else {
                subscription.end(null);
            }
            if (isNow) {
                subscription.interrupt();
            }
        }
    }

    // ---- what the server and the connection say ----

    /** Ends the subscription the complaint is about; returns it, or null if it cannot be told. */
    @Nullable
    Subscription refused(ServerErrorException error) {
        LiveSubscription refused;
        lock.lock();
        try {
            refused = Refusal.subscription(error.text(), all());
            if (refused == null) {
                return null;
            }
            bySid.remove(refused.sid());
        } finally {
            lock.unlock();
        }
        refused.end(error);
        return refused;
    }

    /** Adds those a new connection has to be told of. */
    void restored(List<Inbound.Restored> target) {
        lock.lock();
        try {
            for (LiveSubscription subscription : all()) {
                Inbound.Restored restored = subscription.restored();
                if (restored != null) {
                    target.add(restored);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** All, oldest first. Under the lock. */
    private List<LiveSubscription> all() {
        List<LiveSubscription> all = bySid.values();
        if (all.size() > 1) {
            all.sort(Comparator.comparingLong(LiveSubscription::sid));
        }
        return all;
    }
}
