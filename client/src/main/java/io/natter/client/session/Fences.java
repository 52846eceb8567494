package io.natter.client.session;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for which PONG: the server answers PINGs in order.
 *
 * <p>Guarded by the output's lock; fences are completed by those who were handed them, without the lock. As many as there are calls that wait.
 */
final class Fences {
    private final Deque<Fence> sent = new ArrayDeque<>();
    private final List<Fence> forNext = new ArrayList<>();

    /** A PING for it is in the output. */
    void sent(Fence fence, long nowNs) {
        fence.sent(nowNs);
        sent.addLast(fence);
    }

    /** There is no connection to send its PING on yet. */
    void keepForNext(Fence fence) {
        forNext.add(fence);
    }

    /** A PONG came; returns whose it was, or null if nobody had asked. */
    @Nullable
    Fence pong() {
        return sent.pollFirst();
    }

    int sentCount() {
        return sent.size();
    }

    /** Those whose PONG will never come. */
    List<Fence> takeSent() {
        List<Fence> lost = List.copyOf(sent);
        sent.clear();
        return lost;
    }

    /** Those that wait for a connection. */
    List<Fence> takeForNext() {
        List<Fence> waiting = new ArrayList<>(forNext);
        forNext.clear();
        return waiting;
    }

    /** Takes one back that nobody waits for any more, if it was not sent. */
    void forget(Fence fence) {
        forNext.remove(fence);
    }
}
