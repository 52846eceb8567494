package io.natter.server;

import io.natter.server.config.Liveness;
import io.natter.server.core.Broker;
import io.natter.server.core.ClosedReason;
import io.natter.server.core.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Sends the clients of a server away, a few at a time, so that they do not all fall upon the next one (C64).
 *
 * <p>Runs on a thread of its own. The clients have been told already and the listener is closed: what is left is the grace period, then
 * one close after the other, in random order, over what remains of the duration.
 */
final class LameDuck implements Runnable {
    /** Longest wait between two closes: with few clients the server does not linger. */
    private static final Duration PAUSE_MAX = Duration.ofSeconds(1);

    private final Broker broker;
    private final Liveness liveness;
    private final CountDownLatch interrupted;
    private final Runnable end;

    /**
     * @param interrupted counted down when the server is closed by other means in the meantime
     * @param end closes the server
     */
    LameDuck(Broker broker, Liveness liveness, CountDownLatch interrupted, Runnable end) {
        this.broker = broker;
        this.liveness = liveness;
        this.interrupted = interrupted;
        this.end = end;
    }

    @Override
    public void run() {
        try {
            // Without clients there is nobody to be patient with.
            Duration grace = broker.connections().isEmpty() ? Duration.ZERO : liveness.lameDuckGracePeriod();
            if (!interrupted.await(grace.toNanos(), TimeUnit.NANOSECONDS)) {
                sendAway();
                end.run();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void sendAway() throws InterruptedException {
        List<Connection> leaving = new ArrayList<>(broker.connections());
        Collections.shuffle(leaving);
        Duration whole = liveness.lameDuckDuration().minus(liveness.lameDuckGracePeriod());
        long pauseNs = leaving.isEmpty() ? 0 : Math.min(whole.toNanos() / leaving.size(), PAUSE_MAX.toNanos());
        for (Connection connection : leaving) {
            connection.loop().eventLoop().execute(() -> connection.close(ClosedReason.SERVER_SHUTDOWN));
            if (interrupted.await(pauseNs, TimeUnit.NANOSECONDS)) {
                return;
            }
        }
    }
}
