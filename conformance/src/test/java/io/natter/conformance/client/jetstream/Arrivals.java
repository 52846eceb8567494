package io.natter.conformance.client.jetstream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What came to one taker, and the longest time nothing came while the server was there and had something for it.
 *
 * <p>Thread-safe. Between the last number and one of them that comes twice nothing is late, however long that is.
 */
final class Arrivals {
    private final @Nullable StoreTimes stored; // null where there is always more
    // guarded by this
    private final List<String> texts = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private int firstMissing;
    private long lastNs = System.nanoTime();
    private long longestNs;
    private long sinceBack;
    private boolean isAway;
    private Optional<Throwable> failure = Optional.empty();

    Arrivals(@Nullable StoreTimes stored) {
        this.stored = stored;
    }

    synchronized void add(String text) {
        progress();
        texts.add(text);
        seen.add(text);
        while (seen.contains("" + firstMissing)) {
            firstMissing++;
        }
    }

    /** Something came that is not told as a text. */
    synchronized void progress() {
        gap();
        sinceBack++;
    }

    private void gap() {
        long now = System.nanoTime();
        if (!isAway) {
            long lateNs = stored == null ? Long.MAX_VALUE : stored.ageNs(firstMissing, now);
            longestNs = Math.max(longestNs, Math.min(now - lastNs, lateNs));
        }
        lastNs = now;
    }

    /** The server is about to go: nothing is expected. */
    synchronized void away() {
        gap();
        isAway = true;
    }

    /** The server is there again. */
    synchronized void back() {
        isAway = false;
        lastNs = System.nanoTime();
        sinceBack = 0;
    }

    /** Whether something came since then. */
    synchronized boolean isGoingOn() {
        return sinceBack > 0;
    }

    synchronized void failed(Throwable cause) {
        failure = failure.isPresent() ? failure : Optional.of(cause);
    }

    synchronized Optional<Throwable> failure() {
        return failure;
    }

    synchronized List<String> texts() {
        return List.copyOf(texts);
    }

    synchronized int count() {
        return texts.size();
    }

    synchronized Duration longest() {
        return Duration.ofNanos(longestNs);
    }
}
