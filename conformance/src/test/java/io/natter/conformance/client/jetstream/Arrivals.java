package io.natter.conformance.client.jetstream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What came to one taker, and the longest time nothing came while the server was there. Thread-safe. */
final class Arrivals {
    // guarded by this
    private final List<String> texts = new ArrayList<>();
    private long lastNs = System.nanoTime();
    private long longestNs;
    private long sinceBack;
    private boolean isAway;
    private Optional<Throwable> failure = Optional.empty();

    synchronized void add(String text) {
        texts.add(text);
        progress();
    }

    /** Something came that is not told as a text. */
    synchronized void progress() {
        gap();
        sinceBack++;
    }

    private void gap() {
        long now = System.nanoTime();
        if (!isAway) {
            longestNs = Math.max(longestNs, now - lastNs);
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
