package io.natter.client.session;

import io.natter.client.ReconnectPolicy;
import io.natter.client.messaging.Timers;
import io.natter.client.transport.Dialer;
import io.natter.client.transport.Link;
import io.natter.client.transport.ServerAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Round after round over the servers of the pool, until one takes the connection or the policy gives up.
 *
 * <p>Thread-safe. One connection has one at a time; a cancelled one ends at once, whatever it waits for.
 */
final class Rounds {
    private final Session session;
    private final ServerPool pool;
    private final Dialer dialer;
    private final ReconnectPolicy policy;
    private final ClientThreads threads;

    private long attempt;
    private @Nullable Throwable lastFailure;
    private boolean isCancelled;
    private Timers.@Nullable Timer due;
    private @Nullable Future<?> task;

    /**
     * Rounds that were not begun.
     *
     * @param attempt rounds made before, for the policy
     * @param cause why they are made, told if the policy gives up at once
     */
    Rounds(Session session, ReconnectPolicy policy, ClientThreads threads, long attempt, @Nullable Throwable cause) {
        this.session = session;
        this.pool = session.parts().pool();
        this.dialer = session.parts().dialer();
        this.policy = policy;
        this.threads = threads;
        this.attempt = attempt;
        this.lastFailure = cause;
    }

    /** Rounds made so far. */
    synchronized long attempt() {
        return attempt;
    }

    /** Begins when the policy says so. */
    synchronized void begin() {
        submit(this::scheduleNext); // the policy is not ours: it runs where it holds up nobody
    }

    /** Begins with a round at once, without asking the policy. */
    synchronized void beginNow() {
        submit(this::round);
    }

    /** Ends it; a server that was just being connected to is left. */
    synchronized void cancel() {
        isCancelled = true;
        if (due != null) {
            due.cancel();
        }
        if (task != null) {
            task.cancel(true);
        }
    }

    private synchronized void submit(Runnable step) {
        if (!isCancelled) {
            task = threads.connecting(step);
        }
    }

    private synchronized boolean isCancelled() {
        return isCancelled;
    }

    @SuppressWarnings("CatchingUnchecked") // the policy is the user's
    private void scheduleNext() {
        Optional<Duration> delay = Optional.empty();
        try {
            delay = pool.isExhausted() ? Optional.empty() : policy.delayBefore(attempt());
        } catch (RuntimeException e) {
            failed(e);
        }
        if (delay.isEmpty()) {
            session.giveUp(this, lastFailure());
            return;
        }
        Duration wait = delay.get();
        if (wait.isZero() || wait.isNegative()) {
            submit(this::round);
        } else {
            waitFor(wait);
        }
    }

    private synchronized void waitFor(Duration wait) {
        if (!isCancelled) {
            due = threads.after(wait, () -> submit(this::round));
        }
    }

    private void round() {
        for (ServerAddress server : pool.round()) {
            if (isCancelled() || isConnected(server)) {
                return;
            }
        }
        synchronized (this) {
            attempt++;
        }
        if (!isCancelled()) {
            scheduleNext();
        }
    }

    @SuppressWarnings("CatchingUnchecked") // callbacks of authentication are the user's
    private boolean isConnected(ServerAddress server) {
        try {
            Link link = dialer.dial(server);
            session.adopt(link, this);
            return true;
        } catch (IOException | RuntimeException e) {
            if (!isCancelled()) {
                failed(e);
                session.connectFailed(server, e);
            }
            return false;
        }
    }

    private synchronized void failed(Throwable failure) {
        lastFailure = failure;
    }

    private synchronized @Nullable Throwable lastFailure() {
        return lastFailure;
    }
}
