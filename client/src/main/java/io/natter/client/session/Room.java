package io.natter.client.session;

import io.natter.client.InterruptedWaitException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Publishes that wait for room, in order of arrival.
 *
 * <p>Guarded by the output's lock. As many wait as there are threads that publish: each waits in its own call.
 */
final class Room {
    private final ReentrantLock lock;
    private final Deque<Waiter> waiting = new ArrayDeque<>();

    /**
     * One publish that waits.
     *
     * @param wakeBelow bytes held above which it need not look again while the socket takes more
     * @param isPaced whether there is room, and it need not look again before, even if the socket takes no more
     */
    private record Waiter(Condition turn, long wakeBelow, boolean isPaced) {}

    Room(ReentrantLock lock) {
        this.lock = lock;
    }

    /** Whether somebody waits, so that whoever comes now has to queue up. */
    boolean isAwaited() {
        return !waiting.isEmpty();
    }

    /**
     * Waits for room until it is this caller's turn and {@code isThere} says so; gives up the lock meanwhile.
     *
     * @param wakeBelow bytes held above which looking again is not worth a wake-up, while the socket takes more
     * @return whether that was in time
     * @throws InterruptedWaitException if the thread is interrupted; its flag is set again
     */
    boolean await(long timeoutNs, long wakeBelow, BooleanSupplier isThere) {
        return await(timeoutNs, new Waiter(lock.newCondition(), wakeBelow, false), isThere);
    }

    /** The same for somebody who has room, and waits so that less is held. */
    boolean pace(long timeoutNs, long wakeBelow, BooleanSupplier isThere) {
        return await(timeoutNs, new Waiter(lock.newCondition(), wakeBelow, true), isThere);
    }

    private boolean await(long timeoutNs, Waiter waiter, BooleanSupplier isThere) {
        waiting.addLast(waiter);
        long leftNs = timeoutNs;
        try {
            while (!isFirst(waiter) || !isThere.getAsBoolean()) {
                if (leftNs <= 0) {
                    return false;
                }
                leftNs = waiter.turn.awaitNanos(leftNs);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedWaitException("publish: interrupted while it waited for room; nothing was sent");
        } finally {
            remove(waiter);
            wakeFirst(); // there may be room for the next one too
        }
    }

    /** Has the first in the queue look again. */
    void wakeFirst() {
        Waiter first = waiting.peekFirst();
        if (first != null) {
            first.turn.signal();
        }
    }

    /**
     * The same if it is worth it.
     *
     * @param isPause whether nothing more is written for now
     */
    void wakeFirst(long heldBytes, boolean isPause) {
        Waiter first = waiting.peekFirst();
        if (first != null && (heldBytes <= first.wakeBelow || (isPause && !first.isPaced))) {
            first.turn.signal();
        }
    }

    @SuppressWarnings("ReferenceEquality") // each call has one of its own
    private boolean isFirst(Waiter waiter) {
        return waiting.peekFirst() == waiter;
    }

    @SuppressWarnings("ReferenceEquality") // see isFirst
    private void remove(Waiter waiter) {
        for (Iterator<Waiter> all = waiting.iterator(); all.hasNext(); ) {
            if (all.next() == waiter) {
                all.remove();
                return;
            }
        }
    }
}
