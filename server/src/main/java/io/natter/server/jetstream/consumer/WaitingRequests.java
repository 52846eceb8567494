package io.natter.server.jetstream.consumer;

import java.util.TreeMap;
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
    private final TreeMap<Integer, WaitingRequest> lastOf = new TreeMap<>(); // of each priority, where they count
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
        if (!isPrioritized) {
            insert(tail, request);
            return;
        }
        var before = lastOf.floorEntry(request.priority());
        insert(before == null ? null : before.getValue(), request);
        lastOf.put(request.priority(), request);
    }

    // Behind another, or first when that is null.
    private void insert(@Nullable WaitingRequest before, WaitingRequest request) {
        count++;
        if (before == null) {
            request.next = head;
            head = request;
        } else {
            request.next = before.next;
            before.next = request;
        }
        if (request.next == null) {
            tail = request;
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
        if (isPrioritized
                && lastOf.remove(removed.priority(), removed)
                && before != null
                && before.priority() == removed.priority()) {
            lastOf.put(before.priority(), before);
        }
        return after;
    }

    /** Puts the first one at the end, or behind those of its priority. */
    void cycle() {
        WaitingRequest moved = head;
        if (moved != null && moved != tail) {
            removeHead();
            add(moved);
        }
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
