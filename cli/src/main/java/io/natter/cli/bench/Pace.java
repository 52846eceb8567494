package io.natter.cli.bench;

import io.natter.cli.command.Surroundings;
import java.time.Duration;

/**
 * Holds a sender back: so long between messages, so many in a second at most, or not at all.
 *
 * <p><i>Confined to the sender's thread.</i>
 */
final class Pace {
    private final Duration sleep;
    private final double perSecond;
    private final long start = System.nanoTime();

    /**
     * From now on.
     *
     * @param sleep pause behind each message
     * @param perSecond most messages a second, or 0 for no limit
     */
    Pace(Duration sleep, double perSecond) {
        this.sleep = sleep;
        this.perSecond = perSecond;
    }

    /** Waits as long as is due when so many messages are sent; returns for how many nanoseconds that was. */
    long after(long sent) {
        if (sleep.isZero() && perSecond <= 0) {
            return 0;
        }
        long before = System.nanoTime();
        if (!sleep.isZero()) {
            Surroundings.pause(sleep);
        }
        if (perSecond > 0) {
            long due = (long) (sent / perSecond * 1e9);
            Surroundings.pause(Duration.ofNanos(due - (System.nanoTime() - start)));
        }
        return System.nanoTime() - before;
    }
}
