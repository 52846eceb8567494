package io.natter.client.session;

import io.natter.client.ConnectionLostException;
import io.natter.client.messaging.Timers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * PINGs now and then, and the end of a connection that leaves them unanswered.
 *
 * <p>Thread-safe.
 */
final class Heartbeat {
    private final Timers timers;
    private final Output output;
    private final Duration interval;
    private final int pingsOutMax;

    private @Nullable ActiveLink link;
    private Timers.@Nullable Timer due;
    private int unanswered;

    Heartbeat(Timers timers, Output output, Duration interval, int pingsOutMax) {
        this.timers = timers;
        this.output = output;
        this.interval = interval;
        this.pingsOutMax = pingsOutMax;
    }

    /** Watches this link and no other. */
    synchronized void watch(ActiveLink next) {
        stop();
        link = next;
        unanswered = 0;
        due = timers.after(interval, new Tick(next));
    }

    /** Watches nothing any more. */
    synchronized void stop() {
        link = null;
        if (due != null) {
            due.cancel();
            due = null;
        }
    }

    /** The next look at a link. */
    private final class Tick implements Runnable {
        private final ActiveLink watched;

        Tick(ActiveLink watched) {
            this.watched = watched;
        }

        @Override
        public void run() {
            tick(watched);
        }
    }

    private void tick(ActiveLink watched) {
        if (isLost(watched)) {
            watched.close(new ConnectionLostException("stale connection: " + pingsOutMax
                    + " pings were not answered within " + interval.multipliedBy(pingsOutMax)));
            return;
        }
        var fence = new Fence(false, false);
        fence.passed.thenRun(() -> answered(watched));
        output.fence(fence);
    }

    @SuppressWarnings("ReferenceEquality") // a link is itself and no other
    private synchronized boolean isLost(ActiveLink watched) {
        if (link != watched) {
            return false;
        }
        due = timers.after(interval, new Tick(watched));
        unanswered++;
        return unanswered > pingsOutMax;
    }

    @SuppressWarnings("ReferenceEquality") // see isLost
    private synchronized void answered(ActiveLink watched) {
        if (link == watched) {
            unanswered = 0;
        }
    }
}
