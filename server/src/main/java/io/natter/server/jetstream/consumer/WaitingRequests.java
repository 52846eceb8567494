package io.natter.server.jetstream.consumer;

import org.jspecify.annotations.Nullable;

/**
 * The pull requests that wait, first come first served, or lowest priority number first (D187, D228).
 *
 * <p>Confined to the stream's loop. Holds at most as many as the consumer's {@code max_waiting}; who adds asks {@link #isFull} before,
 * and refuses the request.
 */
final class WaitingRequests {
    private final long countMax;
    private final boolean isPrioritized;
    private @Nullable WaitingRequest head;
    private @Nullable WaitingRequest tail;
    private int count;

    WaitingRequests(long countMax, boolean isPrioritized) {
        this.countMax = countMax;
        this.isPrioritized = isPrioritized;
    }

    int count() {
        return count;
    }

    boolean isEmpty() {
        return count == 0;
    }

    boolean isFull() {
        return count >= countMax;
    }

    @Nullable
    WaitingRequest head() {
        return head;
    }

    /** Adds a request: at the end, or behind those of its priority. */
    void add(WaitingRequest request) {
        count++;
        if (head == null || tail == null) {
            request.next = null;
            head = request;
            tail = request;
        } else if (!isPrioritized || tail.priority() <= request.priority()) {
            request.next = null;
            tail.next = request;
            tail = request;
        } else {
            insert(request, head);
        }
    }

    // Before the first with a higher number; there is one, or it would have gone to the end.
    private void insert(WaitingRequest request, WaitingRequest first) {
        WaitingRequest before = null;
        WaitingRequest at = first;
        while (at != null && at.priority() <= request.priority()) {
            before = at;
            at = at.next;
        }
        request.next = at;
        if (before == null) {
            head = request;
        } else {
            before.next = request;
        }
    }

    /** Takes the first one out. */
    void removeHead() {
        WaitingRequest removed = head;
        if (removed != null) {
            remove(null, removed);
        }
    }

    /** Takes one out that stands behind {@code before}, or first when that is null; returns the one after it. */
    @Nullable
    WaitingRequest remove(@Nullable WaitingRequest before, WaitingRequest removed) {
        WaitingRequest after = removed.next;
        if (before == null) {
            head = after;
        } else {
            before.next = after;
        }
        if (removed == tail) {
            tail = before;
        }
        removed.next = null;
        count--;
        return after;
    }

    /** Puts the first one at the end, whatever its priority. */
    void cycle() {
        WaitingRequest moved = head;
        if (moved == null || tail == null || moved == tail) {
            return;
        }
        head = moved.next;
        moved.next = null;
        tail.next = moved;
        tail = moved;
    }

    /** The first one got a message: it goes to the end, or behind those of its priority, or out when it is done. */
    void served() {
        WaitingRequest served = head;
        if (served != null && (served.isDone() || count > 1)) {
            removeHead();
            if (!served.isDone()) {
                add(served);
            }
        }
    }
}
