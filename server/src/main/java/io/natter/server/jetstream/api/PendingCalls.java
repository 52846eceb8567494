package io.natter.server.jetstream.api;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The calls being served, in the order they came; a bounded number (D9).
 *
 * <p>Confined to the api loop. A call whose stream went away, or whose disk failed, is never answered: it makes room after a minute.
 */
final class PendingCalls {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final long most;
    private final Deque<Call> calls = new ArrayDeque<>();

    PendingCalls(long most) {
        this.most = most;
    }

    /** Whether there is room for one more. */
    boolean hasRoom(Instant now) {
        forget(now, false);
        if (calls.size() >= most) {
            calls.removeIf(Call::isOver);
            forget(now, true);
        }
        return calls.size() < most;
    }

    void add(Call call) {
        calls.add(call);
    }

    private void forget(Instant now, boolean gone) {
        Instant limit = now.minus(PATIENCE);
        for (Call first = calls.peek(); first != null; first = calls.peek()) {
            if (gone && !first.isOver() && first.isOlderThan(limit)) {
                first.ignore();
            }
            if (!first.isOver()) {
                return;
            }
            calls.remove();
        }
    }
}
