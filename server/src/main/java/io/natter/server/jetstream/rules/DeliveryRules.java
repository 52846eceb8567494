package io.natter.server.jetstream.rules;

import static io.natter.server.jetstream.rules.ConsumerRules.refuse;

import io.natter.protocol.jetstream.AckPolicy;
import io.natter.protocol.jetstream.ApiErrorCode;
import io.natter.protocol.jetstream.ConsumerConfig;
import io.natter.protocol.jetstream.RetentionPolicy;
import io.natter.protocol.jetstream.StreamConfig;
import io.natter.protocol.subject.Subjects;
import java.time.Duration;

/**
 * How a consumer may deliver: pushing to a subject, or when it is asked (D147-D157).
 *
 * <p>Immutable.
 */
final class DeliveryRules {
    private static final Duration SHORTEST_HEARTBEAT = Duration.ofMillis(100);
    private static final Duration SHORTEST_EXPIRES = Duration.ofMillis(1);

    private DeliveryRules() {}

    static void check(ConsumerConfig config, ConsumerContext context) {
        if (config.deliverSubject().isEmpty()) {
            checkPull(config, context);
        } else {
            checkPush(config, context.stream());
        }
    }

    /** Checks consumers of a server's own. */
    static void checkDirect(ConsumerConfig config) {
        if (config.direct()) {
            refuse(config.deliverSubject().isEmpty(), ApiErrorCode.CONSUMER_DIRECT_REQUIRES_PUSH);
            refuse(!config.durableName().isEmpty(), ApiErrorCode.CONSUMER_DIRECT_REQUIRES_EPHEMERAL);
        }
    }

    private static void checkPush(ConsumerConfig config, StreamConfig stream) {
        String subject = config.deliverSubject();
        refuse(!Subjects.isLiteral(subject), ApiErrorCode.CONSUMER_DELIVER_TO_WILDCARDS);
        refuse(!Subjects.isValidFilter(subject), ApiErrorCode.CONSUMER_INVALID_DELIVER_SUBJECT);
        boolean isCycle = stream.subjects().stream().anyMatch(stored -> Subjects.isSubset(subject, stored));
        refuse(isCycle, ApiErrorCode.CONSUMER_DELIVER_CYCLE);
        refuse(config.maxWaiting() != 0, ApiErrorCode.CONSUMER_PUSH_MAX_WAITING);
        refuse(
                config.maxAckPending() > 0 && config.ackPolicy() == AckPolicy.NONE,
                ApiErrorCode.CONSUMER_MAX_PENDING_ACK_POLICY_REQUIRED);
        Duration heartbeat = config.idleHeartbeat();
        refuse(
                !heartbeat.isZero() && heartbeat.compareTo(SHORTEST_HEARTBEAT) < 0,
                ApiErrorCode.CONSUMER_SMALL_HEARTBEAT);
    }

    private static void checkPull(ConsumerConfig config, ConsumerContext context) {
        boolean isWorkQueue = context.stream().retention() == RetentionPolicy.WORK_QUEUE;
        refuse(config.ackPolicy() == AckPolicy.NONE && isWorkQueue, ApiErrorCode.CONSUMER_PULL_REQUIRES_ACK);
        refuse(config.rateLimitBitsPerSecond() != 0, ApiErrorCode.CONSUMER_PULL_WITH_RATE_LIMIT);
        refuse(!config.idleHeartbeat().isZero(), ApiErrorCode.CONSUMER_HEARTBEAT_REQUIRES_PUSH);
        refuse(config.flowControl(), ApiErrorCode.CONSUMER_FLOW_CONTROL_REQUIRES_PUSH);
        Duration expires = config.maxRequestExpires();
        refuse(
                !expires.isZero() && expires.compareTo(SHORTEST_EXPIRES) < 0,
                ApiErrorCode.CONSUMER_MAX_REQUEST_EXPIRES_TOO_SMALL);
        int most = context.server().maxRequestBatch();
        if (most > 0 && config.maxRequestBatch() > most) {
            throw new RefusedException(ApiErrorCode.CONSUMER_MAX_REQUEST_BATCH_EXCEEDED, most);
        }
    }
}
