package io.natter.server.jetstream.rules;

import io.natter.protocol.jetstream.AckPolicy;
import io.natter.protocol.jetstream.ConsumerConfig;
import io.natter.protocol.jetstream.ConsumerConfigBuilder;
import io.natter.protocol.jetstream.ConsumerLimits;
import io.natter.protocol.jetstream.PriorityPolicy;
import java.time.Duration;

/**
 * What a consumer gets where its configuration says nothing, or less than nothing (D143-D160).
 *
 * <p>Immutable.
 */
final class ConsumerDefaults {
    private static final int MAX_WAITING = 512;
    private static final int MAX_ACK_PENDING = 1000;
    private static final Duration ACK_WAIT = Duration.ofSeconds(30);
    private static final Duration PINNED_TTL = Duration.ofMinutes(2);

    /** The heartbeat of consumers that are acknowledged by flow control. */
    static final Duration FLOW_CONTROL_HEARTBEAT = Duration.ofSeconds(1);

    private ConsumerDefaults() {}

    static ConsumerConfig applied(ConsumerConfig requested, ConsumerContext context) {
        ConsumerConfig config = notNegative(requested, context);
        boolean isPull = config.deliverSubject().isEmpty();
        ConsumerConfigBuilder result = config.toBuilder();
        if (isPull && config.maxWaiting() == 0) {
            result.maxWaiting(MAX_WAITING);
        }
        result.ackWait(ackWait(config, context));
        result.maxAckPending(maxAckPending(config, context));
        result.inactiveThreshold(inactiveThreshold(config, context));
        int batchMost = context.server().maxRequestBatch();
        if (isPull && config.maxRequestBatch() == 0 && batchMost > 0) {
            context.adjusts("max_request_batch must be set if it's JetStream limits are set");
            result.maxRequestBatch(batchMost);
        }
        boolean isPinned = config.priorityPolicy() == PriorityPolicy.PINNED_CLIENT;
        if (isPinned && config.priorityTimeout().isZero()) {
            result.priorityTimeout(PINNED_TTL);
        }
        if (config.ackPolicy() == AckPolicy.FLOW_CONTROL && !context.pedantic()) {
            result.flowControl(true).idleHeartbeat(FLOW_CONTROL_HEARTBEAT);
        }
        return result.build();
    }

    private static ConsumerConfig notNegative(ConsumerConfig config, ConsumerContext context) {
        long maxDeliver = config.maxDeliver();
        if (maxDeliver < -1) {
            context.adjusts("max_deliver must be set to -1");
        }
        long maxWaiting = notNegative("max_waiting", config.maxWaiting(), context);
        long maxAckPending = config.maxAckPending();
        if (maxAckPending < -1) {
            context.adjusts("max_ack_pending must be set to -1");
        }
        return config.toBuilder()
                .maxDeliver(maxDeliver == 0 ? -1 : Math.max(-1, maxDeliver))
                .maxWaiting(maxWaiting)
                .maxAckPending(Math.max(-1, maxAckPending))
                .maxRequestBatch(notNegative("max_batch", config.maxRequestBatch(), context))
                .maxRequestExpires(notNegative("max_expires", config.maxRequestExpires(), context))
                .maxRequestBytes(notNegative("max_bytes", config.maxRequestBytes(), context))
                .idleHeartbeat(notNegative("idle_heartbeat", config.idleHeartbeat(), context))
                .inactiveThreshold(notNegative("inactive_threshold", config.inactiveThreshold(), context))
                .priorityTimeout(notNegative("priority_timeout", config.priorityTimeout(), context))
                .build();
    }

    private static long notNegative(String field, long value, ConsumerContext context) {
        if (value < 0) {
            context.adjusts(field + " must not be negative");
        }
        return Math.max(0, value);
    }

    private static Duration notNegative(String field, Duration value, ConsumerContext context) {
        if (value.isNegative()) {
            context.adjusts(field + " must not be negative");
        }
        return value.isNegative() ? Duration.ZERO : value;
    }

    private static Duration ackWait(ConsumerConfig config, ConsumerContext context) {
        boolean isAcknowledged = config.ackPolicy() == AckPolicy.EXPLICIT || config.ackPolicy() == AckPolicy.ALL;
        Duration wait = config.ackWait().isZero() && isAcknowledged ? ACK_WAIT : config.ackWait();
        if (config.backoff().isEmpty()) {
            return wait;
        }
        Duration first = config.backoff().get(0);
        if (!wait.equals(first)) {
            context.adjusts("first backoff value has to equal batch AckWait");
        }
        return first;
    }

    private static long maxAckPending(ConsumerConfig config, ConsumerContext context) {
        if (config.maxAckPending() != 0) {
            return config.maxAckPending();
        }
        long ofStream = context.stream().consumerLimits().maxAckPending();
        if (ofStream > 0) {
            context.adjusts("max_ack_pending must be set if it's configured in stream limits");
        }
        if (ofStream != 0 || config.ackPolicy() == AckPolicy.NONE) {
            return ofStream;
        }
        long most = MAX_ACK_PENDING;
        if (context.server().maxAckPending() > 0) {
            most = Math.min(most, context.server().maxAckPending());
        }
        return context.account().maxAckPending() > 0
                ? Math.min(most, context.account().maxAckPending())
                : most;
    }

    private static Duration inactiveThreshold(ConsumerConfig config, ConsumerContext context) {
        ConsumerLimits limits = context.stream().consumerLimits();
        if (!config.inactiveThreshold().isZero()) {
            return config.inactiveThreshold();
        }
        if (limits.inactiveThreshold().compareTo(Duration.ZERO) > 0) {
            context.adjusts("inactive_threshold must be set if it's configured in stream limits");
        }
        return limits.inactiveThreshold();
    }
}
