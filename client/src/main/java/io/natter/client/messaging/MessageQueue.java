package io.natter.client.messaging;

import io.natter.client.SubscriptionStatistics;
import io.natter.client.WhenFull;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What a subscription received and nobody has begun to handle, with bounds by count and bytes, and all counters of it.
 *
 * <p>Thread-safe. {@link #push} is for one thread at a time, the one that reads; one lock operation takes a whole pass in, another a batch out.
 *
 * <p>A message is pending from push until {@link #begin}, also while it stands in a batch of a worker: so the bounds and
 * figures are exact however large batches are. A message too large for the bytes bound is taken when nothing else waits. An episode begins when
 * the queue is found full and ends when it is at most half full; what it means to be full is the listener's business.
 */
final class MessageQueue {
    private static final int CAPACITY_MIN = 16;
    /** An empty queue holds on to no longer array than this. */
    private static final int CAPACITY_KEPT = 4096;

    /** What an owner does when an episode begins or ends. Called without the queue's lock. */
    interface Listener {
        /** The queue is full. On the reading thread. */
        void full();

        /** There is room again, after so many drops; follows each {@link #full} once. */
        void room(long dropped);

        /** So many messages were dropped. */
        void dropped(long messages);
    }

    private final int messagesMax;
    private final long bytesMax;
    private final WhenFull whenFull;
    private final Listener listener;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    // guarded by lock
    private @Nullable ReceivedMessage[] ring = new @Nullable ReceivedMessage[CAPACITY_MIN];
    private int head;
    private int count;
    private int waiters;
    private boolean isWoken; // whoever waits, or the next to wait, goes away with nothing
    private long received;
    private long receivedBytes;
    private long dropped;
    private long episodeDropped;
    private long pushedSize; // sizes of all that was let in, less those dropped again
    // written under lock, read by anyone
    private volatile boolean isInEpisode;
    private volatile boolean isFinished;
    private volatile boolean isDiscarded;
    // written by those who handle
    private final AtomicLong begun = new AtomicLong();
    private final AtomicLong begunSize = new AtomicLong();
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();

    MessageQueue(int messagesMax, long bytesMax, WhenFull whenFull, Listener listener) {
        this.messagesMax = messagesMax;
        this.bytesMax = bytesMax;
        this.whenFull = whenFull;
        this.listener = listener;
    }

    /** Takes a chain of messages in, linked by {@code next}, as far as there is room. */
    void push(ReceivedMessage first) {
        boolean isFull = false;
        long droppedNow;
        lock.lock();
        try {
            long droppedBefore = dropped;
            ReceivedMessage message = first;
            while (message != null) {
                ReceivedMessage next = message.next;
                message.next = null;
                isFull |= !offer(message);
                message = next;
            }
            if (waiters > 0 && count > 0) {
                changed.signalAll();
            }
            droppedNow = dropped - droppedBefore;
        } finally {
            lock.unlock();
        }
        if (droppedNow > 0) {
            listener.dropped(droppedNow);
        }
        if (isFull && !isInEpisode) {
            beginEpisode();
        }
    }

    /** Whether there was room. */
    private boolean offer(ReceivedMessage message) {
        boolean hasRoom = hasRoomFor(message.size());
        if (!hasRoom && whenFull == WhenFull.DROP_OLD) {
            while (count > 0 && !hasRoomFor(message.size())) {
                dropOne(removeFirst());
            }
        }
        received++;
        receivedBytes += message.bodySize();
        if (isFinished) {
            dropped++;
            return true;
        }
        if (!hasRoom && whenFull == WhenFull.DROP_NEW) {
            dropped++;
            episodeDropped++;
            return false;
        }
        pushedSize += message.size();
        append(message);
        return hasRoom;
    }

    private boolean hasRoomFor(long size) {
        long pending = received - dropped - begun.get();
        return pending == 0 || (pending < messagesMax && pushedSize - begunSize.get() + size <= bytesMax);
    }

    /** After the pause of reading, or the event, took effect: from now on whoever makes room ends the episode. */
    private void beginEpisode() {
        listener.full();
        isInEpisode = true;
        endEpisodeIfRoom();
    }

    /** To be called after messages were begun: tells of room, if it was waited for. Cheap otherwise. */
    void endEpisodeIfRoom() {
        if (!isInEpisode) {
            return;
        }
        long droppedMeanwhile;
        lock.lock();
        try {
            if (!isInEpisode || !isHalfEmpty()) {
                return;
            }
            isInEpisode = false;
            droppedMeanwhile = episodeDropped;
            episodeDropped = 0;
        } finally {
            lock.unlock();
        }
        listener.room(droppedMeanwhile);
    }

    private boolean isHalfEmpty() {
        return isFinished
                || (received - dropped - begun.get() <= messagesMax / 2
                        && pushedSize - begunSize.get() <= bytesMax / 2);
    }

    /** Moves up to {@code batch.length} messages, oldest first; returns how many. They stay pending. */
    int take(@Nullable ReceivedMessage[] batch) {
        lock.lock();
        try {
            int taken = Math.min(count, batch.length);
            for (int i = 0; i < taken; i++) {
                batch[i] = removeFirst();
            }
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** Takes the oldest message, which stays pending, or null. */
    @Nullable
    ReceivedMessage takeOne() {
        lock.lock();
        try {
            return count == 0 ? null : removeFirst();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes the oldest message, waiting for it up to {@code waitNs}; null if none came, none will, or it was woken.
     *
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    @Nullable
    ReceivedMessage await(long waitNs) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = waitNs;
            waiters++;
            try {
                while (count == 0 && !isFinished && !isWoken && left > 0) {
                    left = changed.awaitNanos(left);
                }
            } finally {
                waiters--;
            }
            isWoken &= count > 0; // a message goes first
            return count == 0 ? null : removeFirst();
        } finally {
            lock.unlock();
        }
    }

    /** Ends a wait for a message as if its time were over: one that goes on now, else the next. */
    void wakeUp() {
        lock.lock();
        try {
            isWoken = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The message's handling begins: it is pending no more. By one worker at a time. */
    void begin(ReceivedMessage message) {
        begun.lazySet(begun.getPlain() + 1);
        begunSize.lazySet(begunSize.getPlain() + message.size());
    }

    /** The same where several workers share the queue. */
    void beginShared(ReceivedMessage message) {
        begunSize.addAndGet(message.size());
        begun.incrementAndGet();
    }

    /** The handling of one message is over. By one worker at a time. */
    void done() {
        done.lazySet(done.getPlain() + 1);
    }

    /** The same where several workers share the queue. */
    void doneShared() {
        done.incrementAndGet();
    }

    /** Counts a message whose handler or codec failed. */
    void failed() {
        failed.incrementAndGet();
    }

    /** Drops a message that was taken, and is not begun. */
    void drop(ReceivedMessage message) {
        lock.lock();
        try {
            dropOne(message);
        } finally {
            lock.unlock();
        }
        listener.dropped(1);
        endEpisodeIfRoom();
    }

    /** Nothing more comes; what waits can be taken. */
    void finish() {
        lock.lock();
        try {
            isFinished = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        endEpisodeIfRoom();
    }

    /** Nothing more comes, and what waits is dropped. */
    void discard() {
        int left;
        lock.lock();
        try {
            isFinished = true;
            isDiscarded = true;
            left = count;
            while (count > 0) {
                dropOne(removeFirst());
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (left > 0) {
            listener.dropped(left);
        }
        endEpisodeIfRoom();
    }

    boolean isFinished() {
        return isFinished;
    }

    /** Whether what was taken and not begun is to be dropped. */
    boolean isDiscarded() {
        return isDiscarded;
    }

    /** Messages that no worker has taken yet. */
    int waiting() {
        lock.lock();
        try {
            return count;
        } finally {
            lock.unlock();
        }
    }

    /** Messages received, those dropped included. */
    long received() {
        lock.lock();
        try {
            return received;
        } finally {
            lock.unlock();
        }
    }

    /** Messages that are pending or being handled. */
    long unfinished() {
        lock.lock();
        try {
            return received - dropped - done.get();
        } finally {
            lock.unlock();
        }
    }

    SubscriptionStatistics statistics() {
        long doneNow = done.get();
        long begunNow = begun.get();
        long begunSizeNow = begunSize.get();
        long failedNow = failed.get();
        lock.lock();
        try {
            return new SubscriptionStatistics(
                    received,
                    receivedBytes,
                    received - dropped - begunNow,
                    Math.max(0, pushedSize - begunSizeNow),
                    begunNow,
                    failedNow,
                    dropped,
                    (int) (begunNow - doneNow));
        } finally {
            lock.unlock();
        }
    }

    private void dropOne(ReceivedMessage message) {
        dropped++;
        episodeDropped++;
        pushedSize -= message.size();
    }

    private void append(ReceivedMessage message) {
        if (count == ring.length) {
            grow();
        }
        ring[head + count & ring.length - 1] = message;
        count++;
    }

    private ReceivedMessage removeFirst() {
        ReceivedMessage message = Objects.requireNonNull(ring[head]);
        ring[head] = null;
        head = head + 1 & ring.length - 1;
        count--;
        if (count == 0 && ring.length > CAPACITY_KEPT) {
            ring = new @Nullable ReceivedMessage[CAPACITY_KEPT];
            head = 0;
        }
        return message;
    }

    private void grow() {
        @Nullable ReceivedMessage[] wider = new @Nullable ReceivedMessage[ring.length * 2];
        int atEnd = ring.length - head;
        System.arraycopy(ring, head, wider, 0, atEnd);
        System.arraycopy(ring, 0, wider, atEnd, head);
        ring = wider;
        head = 0;
    }
}
