package io.natter.server.jetstream.stream;

import io.natter.server.jetstream.consumer.Registration;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The feeds of a stream that are to try again: one timer for all of them, some at a time.
 *
 * <p>Confined to the loop of the stream that copies. Holds each feed of the stream once at most.
 */
final class FeedRetries {
    private static final long DELAY_NS = 1_000_000_000L;
    private static final int TRIED_AT_ONCE = 1_000;

    private final StreamEnvironment environment;
    private final Set<LocalFeed> waiting = new LinkedHashSet<>();
    private final ArrayDeque<LocalFeed> due = new ArrayDeque<>();
    private Registration timer = Registration.NONE;
    private boolean isRunning;

    FeedRetries(StreamEnvironment environment) {
        this.environment = environment;
    }

    /** Has a feed try again after a second. */
    void add(LocalFeed feed) {
        waiting.add(feed);
        if (!isRunning) {
            isRunning = true;
            timer = environment.schedule(DELAY_NS, this::begin);
        }
    }

    /** Ends it for a feed that stops. */
    void remove(LocalFeed feed) {
        waiting.remove(feed);
        if (waiting.isEmpty() && due.isEmpty()) {
            timer.cancel();
            isRunning = false;
        }
    }

    private void begin() {
        due.addAll(waiting);
        waiting.clear();
        tryDue();
    }

    // One that stopped meanwhile does nothing when it is run.
    private void tryDue() {
        for (int i = 0; i < TRIED_AT_ONCE && !due.isEmpty(); i++) {
            due.remove().copy();
        }
        if (!due.isEmpty()) {
            environment.execute(this::tryDue);
        } else if (waiting.isEmpty()) {
            isRunning = false;
        } else {
            timer = environment.schedule(DELAY_NS, this::begin);
        }
    }
}
