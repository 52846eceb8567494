package io.natter.client.messaging;

import io.natter.client.Message;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Several workers that keep the order of messages whose key is equal.
 *
 * <p>Thread-safe. A message whose key is at work waits in that key's lane while others overtake it; when many wait like that, taking stops
 * until a lane moves on. Lanes hold pending messages, so the queue's bounds hold for them too.
 */
final class KeyedWorkers implements Workers {
    private static final int IN_LANES_MAX = 16_384;

    private final MessageQueue queue;
    private final Work work;
    private final WorkerThreads threads;
    private final int most;
    private final Function<Message, ?> keyOf;
    private final KeyFailed keyFailed;

    private final ReentrantLock lock = new ReentrantLock();
    // guarded by lock
    private final Map<Object, ArrayDeque<ReceivedMessage>> lanes = new HashMap<>(); // of keys that are at work
    private int inLanes;
    private int running;

    /** Takes a message whose key function threw. */
    @FunctionalInterface
    interface KeyFailed {
        void accept(ReceivedMessage message, Throwable cause);
    }

    /** A message and the key that is at work with it. */
    private record Turn(Object key, ReceivedMessage message) {}

    KeyedWorkers(
            MessageQueue queue,
            Work work,
            WorkerThreads threads,
            int most,
            Function<Message, ?> keyOf,
            KeyFailed keyFailed) {
        this.queue = queue;
        this.work = work;
        this.threads = threads;
        this.most = most;
        this.keyOf = keyOf;
        this.keyFailed = keyFailed;
    }

    @Override
    public void ready() {
        int waiting = queue.waiting();
        lock.lock();
        try {
            if (inLanes >= IN_LANES_MAX) {
                return; // whoever empties a lane looks again
            }
            for (int i = Math.min(waiting, most - running); i > 0; i--) {
                running++;
                threads.start(this::run);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void interrupt() {
        threads.interrupt();
    }

    @Override
    public boolean isAtWorkHere() {
        return threads.isAtWorkHere();
    }

    private void run() {
        for (Turn turn = next(); turn != null; turn = after(turn)) {
            work.handle(turn.message);
            work.settle();
        }
    }

    /** The next of the same key, else of any free one; null if this worker is not needed, and is counted off. */
    private @Nullable Turn after(Turn turn) {
        lock.lock();
        try {
            ArrayDeque<ReceivedMessage> lane = lanes.get(turn.key);
            ReceivedMessage message = lane == null ? null : lane.poll();
            if (message != null) {
                if (inLanes-- == IN_LANES_MAX) {
                    ready();
                }
                return new Turn(turn.key, message);
            }
            lanes.remove(turn.key);
            return next();
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Turn next() {
        lock.lock();
        try {
            while (inLanes < IN_LANES_MAX) {
                ReceivedMessage message = queue.takeOne();
                if (message == null) {
                    break;
                }
                Turn turn = turn(message);
                if (turn != null) {
                    return turn;
                }
            }
            running--;
            return null;
        } finally {
            lock.unlock();
        }
    }

    /** The message's turn, or null if it went to a lane. The key function is asked in order, so under the lock. */
    private @Nullable Turn turn(ReceivedMessage message) {
        Object key;
        try {
            key = keyOf.apply(message);
        } catch (Throwable failure) {
            keyFailed.accept(message, failure);
            return null;
        }
        ArrayDeque<ReceivedMessage> lane = lanes.putIfAbsent(key, new ArrayDeque<>(0));
        if (lane == null) {
            return new Turn(key, message);
        }
        lane.add(message);
        inLanes++;
        return null;
    }
}
