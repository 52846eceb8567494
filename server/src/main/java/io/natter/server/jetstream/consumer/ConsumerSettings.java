package io.natter.server.jetstream.consumer;

import io.natter.protocol.jetstream.AckPolicy;
import io.natter.protocol.jetstream.ConsumerConfig;
import io.natter.protocol.json.GoTime;
import java.time.Duration;
import java.time.Instant;

/**
 * A consumer's configuration as its parts ask for it: plain numbers in nanoseconds, 0 where there is no limit.
 *
 * <p>Immutable.
 */
final class ConsumerSettings {
    private static final long ACK_WAIT_DEFAULT_NS = 30_000_000_000L;

    private final ConsumerConfig config;
    private final long ackWaitNs;
    private final long[] backoffNs;
    private final long maxDeliver;
    private final long maxAckPending;
    private final long heartbeatNs;
    private final int samplePercent;

    ConsumerSettings(ConsumerConfig config) {
        this.config = config;
        long configured = GoTime.nanos(config.ackWait());
        ackWaitNs = configured > 0 ? configured : ACK_WAIT_DEFAULT_NS;
        backoffNs = config.backoff().stream().mapToLong(GoTime::nanos).toArray();
        maxDeliver = Math.max(0, config.maxDeliver());
        maxAckPending = Math.max(0, config.maxAckPending());
        heartbeatNs = Math.max(0, GoTime.nanos(config.idleHeartbeat()));
        samplePercent = percent(config.sampleFrequency());
    }

    private static int percent(String frequency) {
        String number = frequency.endsWith("%") ? frequency.substring(0, frequency.length() - 1) : frequency;
        try {
            return number.isEmpty() ? 0 : Integer.parseInt(number.strip());
        } catch (NumberFormatException refusedByTheRules) {
            return 0;
        }
    }

    ConsumerConfig config() {
        return config;
    }

    boolean isPush() {
        return !config.deliverSubject().isEmpty();
    }

    AckPolicy ackPolicy() {
        return config.ackPolicy();
    }

    boolean wantsAcks() {
        return config.ackPolicy() != AckPolicy.NONE;
    }

    /** Whether an acknowledgement stands for all before it too. */
    boolean acksAll() {
        return config.ackPolicy() == AckPolicy.ALL || config.ackPolicy() == AckPolicy.FLOW_CONTROL;
    }

    /** Whether the time to acknowledge ends: not where answers to flow control acknowledge. */
    boolean redelivers() {
        return config.ackPolicy() == AckPolicy.ALL || config.ackPolicy() == AckPolicy.EXPLICIT;
    }

    long ackWaitNs() {
        return ackWaitNs;
    }

    /** Time to acknowledge in after so many redeliveries. */
    long ackWaitNs(int redeliveryCount) {
        if (backoffNs.length == 0) {
            return ackWaitNs;
        }
        return backoffNs[Math.min(Math.max(0, redeliveryCount), backoffNs.length - 1)];
    }

    /** Most deliveries of a message; 0 for no limit. */
    long maxDeliver() {
        return maxDeliver;
    }

    /** Most messages that wait for acknowledgement; 0 for no limit. */
    long maxAckPending() {
        return maxAckPending;
    }

    long heartbeatNs() {
        return heartbeatNs;
    }

    /** How many of a hundred acknowledgements are reported. */
    int samplePercent() {
        return samplePercent;
    }

    /** Whether it pauses at this time. */
    boolean isPaused(Instant now) {
        Instant until = config.pauseUntil();
        return until != null && now.isBefore(until);
    }

    /** For how much longer it pauses; zero when it does not. */
    Duration pauseRemaining(Instant now) {
        Instant until = config.pauseUntil();
        return until != null && now.isBefore(until) ? Duration.between(now, until) : Duration.ZERO;
    }

    /** Whether its state is written down: not where it is to be kept in memory, nor for a server's own. */
    boolean isKept() {
        return !config.memoryStorage() && !config.direct();
    }

    boolean isDurable() {
        return !config.durableName().isEmpty();
    }
}
