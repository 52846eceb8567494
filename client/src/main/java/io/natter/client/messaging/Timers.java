package io.natter.client.messaging;

import java.time.Duration;

/**
 * Runs things later.
 *
 * <p>Thread-safe.
 */
public interface Timers {
    /** Runs the task once after the delay, on a thread it must not hold up. A closed connection may never run it. */
    Timer after(Duration delay, Runnable task);

    /** Something that is due. Thread-safe. */
    interface Timer {
        /** Gives it up, if it did not begin yet. A second call does nothing. */
        void cancel();
    }
}
