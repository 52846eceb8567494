package io.natter.client.jetstream;

import io.natter.client.NatsException;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How much an endless consumption asks for ahead, and how its handler is called (ADR-37).
 *
 * <p>Immutable; {@code with} methods give changed copies.
 *
 * @param maxMessages most messages asked for and not handled yet; 1 to 1,000,000
 * @param maxBytes most bytes of these, or 0 for no limit
 * @param thresholdPercent when so little of it is left, more is asked for; 1 to 100
 * @param expires how long one request to the server stands; at least a second
 * @param heartbeat silence after which the server says it is there; twice that, and the consumption begins anew
 * @param group what a consumer with priority groups is told, or null
 * @param handling how the handler is called
 * @param onProblem is told of what went wrong and was mended, one at a time
 */
public record ConsumeOptions(
        int maxMessages,
        long maxBytes,
        int thresholdPercent,
        Duration expires,
        Duration heartbeat,
        @Nullable PriorityOptions group,
        Handling handling,
        Consumer<? super NatsException> onProblem) {
    private static final int MESSAGES_MAX = 1_000_000;
    private static final Duration EXPIRES_LEAST = Duration.ofSeconds(1);
    private static final Duration HEARTBEAT_LEAST = Duration.ofMillis(500);

    /**
     * How a handler is called. Immutable.
     *
     * @param isAckedOnReturn whether a message is acknowledged when the handler returns, and asked for again when it throws
     * @param nakDelay how long one whose handler threw waits before it comes again
     * @param isKeptInProgress whether the server is told, while a handler runs, that it does
     * @param concurrency handlers at work at once, 1 to 65,536
     * @param key what messages must keep their order for, when concurrency is above 1; null for no order at all
     */
    public record Handling(
            boolean isAckedOnReturn,
            Duration nakDelay,
            boolean isKeptInProgress,
            int concurrency,
            @Nullable Function<? super JetStreamMessage, ?> key) {
        /** One at a time, acknowledged by the handler itself. */
        public static final Handling MANUAL = new Handling(false, Duration.ofSeconds(1), false, 1, null);

        /** Checks the ranges. */
        public Handling {
            Ranges.between("concurrency", concurrency, 1, 65_536);
        }
    }

    /** 500 messages, half of them left, 30 seconds, a heartbeat every 2 seconds; acknowledged by the handler. */
    public static final ConsumeOptions DEFAULTS = new ConsumeOptions(
            500, 0, 50, Duration.ofSeconds(30), Duration.ofSeconds(2), null, Handling.MANUAL, problem -> {});

    /** Checks the ranges. */
    public ConsumeOptions {
        Ranges.between("maxMessages", maxMessages, 1, MESSAGES_MAX);
        Ranges.atLeast("maxBytes", maxBytes, 0);
        Ranges.between("thresholdPercent", thresholdPercent, 1, 100);
        if (expires.compareTo(EXPIRES_LEAST) < 0) {
            throw new IllegalArgumentException("expires: got " + expires + ", expected at least a second");
        }
        if (heartbeat.compareTo(HEARTBEAT_LEAST) < 0
                || heartbeat.multipliedBy(2).compareTo(expires) > 0) {
            throw new IllegalArgumentException("heartbeat: got " + heartbeat + ", expected 500 ms to half of expires");
        }
    }

    /** The defaults, acknowledging each message when the handler returns, and asking for it again when it throws. */
    public static ConsumeOptions ackOnReturn() {
        return DEFAULTS.withAckOnReturn(DEFAULTS.handling.nakDelay());
    }

    /** The same with so many asked for ahead. */
    public ConsumeOptions withMaxMessages(int maxMessages) {
        return new ConsumeOptions(
                maxMessages, maxBytes, thresholdPercent, expires, heartbeat, group, handling, onProblem);
    }

    /** The same with so many bytes asked for ahead. */
    public ConsumeOptions withMaxBytes(long maxBytes) {
        return new ConsumeOptions(
                maxMessages, maxBytes, thresholdPercent, expires, heartbeat, group, handling, onProblem);
    }

    /** The same, asking for more when so little is left. */
    public ConsumeOptions withThresholdPercent(int thresholdPercent) {
        return new ConsumeOptions(
                maxMessages, maxBytes, thresholdPercent, expires, heartbeat, group, handling, onProblem);
    }

    /** The same with requests that stand so long, and heartbeats at half of that if they were rarer. */
    public ConsumeOptions withExpires(Duration expires) {
        Duration half = expires.dividedBy(2);
        return new ConsumeOptions(
                maxMessages,
                maxBytes,
                thresholdPercent,
                expires,
                heartbeat.compareTo(half) > 0 ? half : heartbeat,
                group,
                handling,
                onProblem);
    }

    /** The same with other heartbeats: what is not noticed sooner is noticed after two and a half of them. */
    public ConsumeOptions withHeartbeat(Duration heartbeat) {
        return new ConsumeOptions(
                maxMessages, maxBytes, thresholdPercent, expires, heartbeat, group, handling, onProblem);
    }

    /** The same in a priority group. */
    public ConsumeOptions withGroup(PriorityOptions group) {
        return new ConsumeOptions(
                maxMessages, maxBytes, thresholdPercent, expires, heartbeat, group, handling, onProblem);
    }

    /** The same, acknowledging each message when the handler returns, and asking for it again after the delay when it throws. */
    public ConsumeOptions withAckOnReturn(Duration nakDelay) {
        return withHandling(
                new Handling(true, nakDelay, handling.isKeptInProgress, handling.concurrency, handling.key));
    }

    /** The same, telling the server while a handler runs that it does, so that the message does not come again meanwhile. */
    public ConsumeOptions keepingInProgress() {
        return withHandling(
                new Handling(handling.isAckedOnReturn, handling.nakDelay, true, handling.concurrency, handling.key));
    }

    /** The same with several handlers at work at once, in no order. */
    public ConsumeOptions withConcurrency(int concurrency) {
        return withHandling(new Handling(
                handling.isAckedOnReturn, handling.nakDelay, handling.isKeptInProgress, concurrency, handling.key));
    }

    /** The same with order kept among messages whose key is equal. */
    public ConsumeOptions orderedBy(Function<? super JetStreamMessage, ?> key) {
        return withHandling(new Handling(
                handling.isAckedOnReturn, handling.nakDelay, handling.isKeptInProgress, handling.concurrency, key));
    }

    /** The same with another listener. */
    public ConsumeOptions withProblemListener(Consumer<? super NatsException> onProblem) {
        return new ConsumeOptions(
                maxMessages, maxBytes, thresholdPercent, expires, heartbeat, group, handling, onProblem);
    }

    private ConsumeOptions withHandling(Handling handling) {
        return new ConsumeOptions(
                maxMessages, maxBytes, thresholdPercent, expires, heartbeat, group, handling, onProblem);
    }
}
