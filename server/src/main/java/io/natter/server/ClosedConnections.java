package io.natter.server;

import io.natter.server.monitor.ConnectionFacts;
import java.util.ArrayDeque;
import java.util.List;

/**
 * The connections that closed last, for connz; the oldest make room (B37).
 *
 * <p>Thread-safe: event loops add, monitoring reads. Its monitor guards the ring and nothing else.
 */
final class ClosedConnections {
    private final int countMax;
    private final ArrayDeque<ConnectionFacts> ring = new ArrayDeque<>();

    ClosedConnections(int countMax) {
        this.countMax = countMax;
    }

    synchronized void add(ConnectionFacts closed) {
        if (countMax <= 0) {
            return;
        }
        if (ring.size() == countMax) {
            ring.removeFirst();
        }
        ring.addLast(closed);
    }

    synchronized List<ConnectionFacts> all() {
        return List.copyOf(ring);
    }
}
