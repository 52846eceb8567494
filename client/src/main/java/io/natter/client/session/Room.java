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
    private final Deque<Condition> waiting = new ArrayDeque<>();

    Room(ReentrantLock lock) {
        this.lock = lock;
    }

    /** Whether somebody waits, so that whoever comes now has to queue up. */
    boolean isAwaited() {
        return !waiting.isEmpty();
    }

    /**
     * Waits until it is this caller's turn and {@code isThere} says so; gives up the lock meanwhile.
     *
     * @return whether that was in time
     * @throws InterruptedWaitException if the thread is interrupted; its flag is set again
     */
    boolean await(long timeoutNs, BooleanSupplier isThere) {
        Condition turn = lock.newCondition();
        waiting.addLast(turn);
        long leftNs = timeoutNs;
        try {
            while (!isFirst(turn) || !isThere.getAsBoolean()) {
                if (leftNs <= 0) {
                    return false;
                }
                leftNs = turn.awaitNanos(leftNs);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedWaitException("publish: interrupted while it waited for room; nothing was sent");
        } finally {
            remove(turn);
            wakeFirst(); // there may be room for the next one too
        }
    }

    /** Has the first in the queue look again. */
    void wakeFirst() {
        Condition first = waiting.peekFirst();
        if (first != null) {
            first.signal();
        }
    }

    @SuppressWarnings("ReferenceEquality") // each call has a condition of its own
    private boolean isFirst(Condition turn) {
        return waiting.peekFirst() == turn;
    }

    @SuppressWarnings("ReferenceEquality") // see isFirst
    private void remove(Condition turn) {
        for (Iterator<Condition> all = waiting.iterator(); all.hasNext(); ) {
            if (all.next() == turn) {
                all.remove();
                return;
            }
        }
    }
}
