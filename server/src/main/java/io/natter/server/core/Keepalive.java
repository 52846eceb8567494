package io.natter.server.core;

import io.natter.protocol.ErrorText;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The clocks of one connection: pings, the time to authenticate, the time a write may be stuck, and the pause of a publisher.
 *
 * <p>Confined to the connection's event loop.
 *
 * <p>The first PING comes about two seconds after the start, later ones every {@code ping_interval}; one is left out when the client
 * was heard of within the interval and a PING measured its round trip within the hour, so the first never is. More than {@code ping_max} unanswered: stale (C60, C55).
 */
public final class Keepalive {
    private static final long FIRST_PING_NS_MAX = Duration.ofSeconds(2).toNanos();
    private static final long ROUND_TRIP_EVERY_NS = Duration.ofHours(1).toNanos();

    /** The longest a publisher is held back for a slow receiver at a time (C63). */
    private static final long HELD_BACK_MS_MAX = 10;

    private final Connection connection;
    private final long startNs;
    private long lastReadNs;
    private long lastHeardNs;
    private long pingSentNs;
    private long roundTripNs;
    private int pingsOut;
    private boolean isWatchingWrite;
    private @Nullable ScheduledFuture<?> ping;
    private @Nullable ScheduledFuture<?> authentication;
    private @Nullable ScheduledFuture<?> expiry;

    Keepalive(Connection connection) {
        this.connection = connection;
        this.startNs = connection.loop().nowNs();
        this.lastReadNs = startNs;
        this.lastHeardNs = startNs;
    }

    /** The last measured round trip in nanoseconds; 0 before the first. */
    public long roundTripNs() {
        return roundTripNs;
    }

    /** How long ago bytes came in last, in nanoseconds. */
    public long idleNs() {
        return connection.loop().nowNs() - lastReadNs;
    }

    void start(boolean mustAuthenticate) {
        if (mustAuthenticate) {
            authentication = after(connection.settings().authTimeout().toNanos(), this::notAuthenticated);
        }
        scheduleFirstPing();
    }

    private void notAuthenticated() {
        connection.broker().log().debug("{} - Authentication Timeout", connection);
        connection.sendError(ErrorText.AUTHENTICATION_TIMEOUT);
        connection.close(ClosedReason.AUTHENTICATION_TIMEOUT);
    }

    /** CONNECT came: the first round trip is taken from the start of the connection. */
    void onConnect() {
        cancel(authentication);
        authentication = null;
        if (roundTripNs == 0) {
            roundTripNs = Math.max(1, connection.loop().nowNs() - startNs);
        }
        scheduleFirstPing();
    }

    /** Closes the connection when its credentials end; at once when they have (C48). */
    void expireAfter(long millis) {
        cancel(expiry);
        expiry = after(TimeUnit.MILLISECONDS.toNanos(Math.max(0, millis)), () -> {
            connection.refuse(ErrorText.USER_AUTHENTICATION_EXPIRED);
            connection.close(ClosedReason.AUTHENTICATION_EXPIRED);
        });
    }

    void onRead() {
        lastReadNs = connection.loop().nowNs();
    }

    /** An operation other than PONG came in with the last read. */
    void onOperation() {
        lastHeardNs = lastReadNs;
    }

    void onPong() {
        pingsOut = 0;
        if (pingSentNs != 0) {
            roundTripNs = Math.max(1, connection.loop().nowNs() - pingSentNs);
        }
    }

    private void scheduleFirstPing() {
        long interval = pingIntervalNs();
        long first = Math.min(interval, FIRST_PING_NS_MAX);
        long jitter = connection.loop().random((int) Math.min(Integer.MAX_VALUE, Math.max(1, first / 5)));
        schedulePing(first + jitter);
    }

    private void schedulePing(long delayNs) {
        cancel(ping);
        ping = after(delayNs, this::onPingTime);
    }

    private long pingIntervalNs() {
        return Math.max(1, connection.settings().liveness().pingInterval().toNanos());
    }

    private void onPingTime() {
        connection.applyLimits();
        long now = connection.loop().nowNs();
        boolean needsRoundTrip = pingSentNs == 0 || now - pingSentNs > ROUND_TRIP_EVERY_NS;
        if (needsRoundTrip || now - lastHeardNs >= pingIntervalNs()) {
            if (pingsOut + 1 > connection.settings().liveness().pingMax()) {
                connection.broker().countStale();
                connection.broker().log().debug("{} - Stale Client Connection - Closing", connection);
                connection.sendError(ErrorText.STALE_CONNECTION);
                connection.close(ClosedReason.STALE_CONNECTION);
                return;
            }
            pingsOut++;
            pingSentNs = now;
            connection.delivery().sendPing();
        }
        schedulePing(pingIntervalNs());
    }

    /** The socket takes no more: looks again when the write deadline is over (C62). */
    void onBlocked() {
        if (!isWatchingWrite) {
            isWatchingWrite = true;
            after(connection.settings().liveness().writeDeadline().toNanos(), this::onWriteDeadline);
        }
    }

    private void onWriteDeadline() {
        isWatchingWrite = false;
        Output output = connection.output();
        if (!output.isBlocked()) {
            return;
        }
        long deadlineNs = connection.settings().liveness().writeDeadline().toNanos();
        long stuckNs = connection.loop().nowNs() - output.blockedSinceNs();
        if (stuckNs < deadlineNs) {
            isWatchingWrite = true;
            after(deadlineNs - stuckNs, this::onWriteDeadline);
            return;
        }
        connection.broker().countSlowConsumer(connection.view());
        connection
                .broker()
                .log()
                .info(
                        "{} - Slow Consumer Detected: WriteDeadline of {} exceeded with {} total bytes",
                        connection,
                        connection.settings().liveness().writeDeadline(),
                        output.pendingBytes());
        connection.close(ClosedReason.SLOW_CONSUMER_WRITE_DEADLINE);
    }

    /** Ends the pause of this connection, a publisher, when its time is over. */
    void releaseSoon() {
        after(TimeUnit.MILLISECONDS.toNanos(HELD_BACK_MS_MAX), connection.holdBack()::end);
    }

    void stop() {
        cancel(ping);
        cancel(authentication);
        cancel(expiry);
    }

    private ScheduledFuture<?> after(long delayNs, Runnable task) {
        return connection.loop().eventLoop().schedule(() -> unlessClosed(task), delayNs, TimeUnit.NANOSECONDS);
    }

    private void unlessClosed(Runnable task) {
        if (!connection.isClosed()) {
            task.run();
        }
    }

    private static void cancel(@Nullable ScheduledFuture<?> timer) {
        if (timer != null) {
            timer.cancel(false);
        }
    }
}
