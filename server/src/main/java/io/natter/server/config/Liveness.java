package io.natter.server.config;

import java.time.Duration;

/**
 * How long things may take before the server acts. Immutable. (B33 to B36, B38)
 *
 * @param pingInterval how often a silent connection is asked for a sign of life
 * @param pingMax pings that may be unanswered before a connection is stale
 * @param writeDeadline longest a write to a connection may take
 * @param writeTimeout what happens to a connection past its write deadline
 * @param noFastProducerStall whether publishers are never held back for slow subscribers
 * @param lameDuckDuration time over which a server that is going down closes its clients
 * @param lameDuckGracePeriod wait before the first of them is closed
 */
public record Liveness(
        Duration pingInterval,
        int pingMax,
        Duration writeDeadline,
        WriteTimeoutPolicy writeTimeout,
        boolean noFastProducerStall,
        Duration lameDuckDuration,
        Duration lameDuckGracePeriod) {

    /** What holds when the configuration says nothing. */
    public static Liveness defaults() {
        return new Liveness(
                Duration.ofMinutes(2),
                2,
                Duration.ofSeconds(10),
                WriteTimeoutPolicy.DEFAULT,
                false,
                Duration.ofMinutes(2),
                Duration.ofSeconds(10));
    }

    /** A copy with another pingInterval. */
    public Liveness withPingInterval(Duration pingInterval) {
        return Copy.with(this, "pingInterval", pingInterval);
    }

    /** A copy with another pingMax. */
    public Liveness withPingMax(int pingMax) {
        return Copy.with(this, "pingMax", pingMax);
    }

    /** A copy with another writeDeadline. */
    public Liveness withWriteDeadline(Duration writeDeadline) {
        return Copy.with(this, "writeDeadline", writeDeadline);
    }

    /** A copy with another writeTimeout. */
    public Liveness withWriteTimeout(WriteTimeoutPolicy writeTimeout) {
        return Copy.with(this, "writeTimeout", writeTimeout);
    }

    /** A copy with another noFastProducerStall. */
    public Liveness withNoFastProducerStall(boolean noFastProducerStall) {
        return Copy.with(this, "noFastProducerStall", noFastProducerStall);
    }

    /** A copy with another lameDuckDuration. */
    public Liveness withLameDuckDuration(Duration lameDuckDuration) {
        return Copy.with(this, "lameDuckDuration", lameDuckDuration);
    }

    /** A copy with another lameDuckGracePeriod. */
    public Liveness withLameDuckGracePeriod(Duration lameDuckGracePeriod) {
        return Copy.with(this, "lameDuckGracePeriod", lameDuckGracePeriod);
    }
}
