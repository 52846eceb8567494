package io.natter.server.jetstream.rules;

import io.natter.protocol.jetstream.ApiErrorCode;
import io.natter.protocol.jetstream.AssetName;
import io.natter.protocol.jetstream.ConsumerConfig;
import io.natter.protocol.jetstream.GoDuration;
import io.natter.protocol.jetstream.PriorityPolicy;
import io.natter.protocol.jetstream.RetentionPolicy;
import io.natter.protocol.jetstream.StreamConfig;
import java.time.Duration;

/**
 * What a consumer may be: its configuration with defaults put in, or nats-server's error (D140-D160).
 *
 * <p>Immutable. Checks run in nats-server's order, so that of several faults the same one is answered.
 */
public final class ConsumerRules {
    private static final Duration EPHEMERAL_THRESHOLD = Duration.ofSeconds(5);

    private ConsumerRules() {}

    /**
     * The configuration as it holds, with defaults and adjustments, for a stream that may have others.
     *
     * @throws RefusedException if it cannot be
     */
    public static ConsumerConfig checked(ConsumerConfig requested, ConsumerContext context) {
        ConsumerConfig config = ConsumerDefaults.applied(requested, context);
        checkNames(config);
        checkReplicas(config, context.stream());
        AckRules.check(config);
        if (AssetTexts.bytes(config.description()) > AssetTexts.DESCRIPTION_BYTES_MAX) {
            throw new RefusedException(ApiErrorCode.CONSUMER_DESCRIPTION_TOO_LONG, AssetTexts.DESCRIPTION_BYTES_MAX);
        }
        DeliveryRules.check(config, context);
        checkLimits(config, context);
        DeliveryRules.checkDirect(config);
        StartRules.checkFilters(config);
        StartRules.checkStart(config);
        AckRules.checkSampling(config);
        refuse(
                config.flowControl() && config.idleHeartbeat().isZero(),
                ApiErrorCode.CONSUMER_WITH_FLOW_CONTROL_NEEDS_HEARTBEATS);
        boolean hasBoth = !config.durableName().isEmpty() && !config.name().isEmpty();
        refuse(
                hasBoth && !config.name().equals(config.durableName()),
                ApiErrorCode.CONSUMER_CREATE_DURABLE_AND_NAME_MISMATCH);
        if (AssetTexts.bytes(config.metadata()) > AssetTexts.METADATA_BYTES_MAX) {
            throw new RefusedException(
                    ApiErrorCode.CONSUMER_METADATA_LENGTH, AssetTexts.METADATA_BYTES_MAX / 1024 + "KB");
        }
        checkGroups(config);
        return config;
    }

    /** The configuration a new consumer begins with: one that is not durable goes when nobody uses it (D155). */
    public static ConsumerConfig settled(ConsumerConfig checked) {
        boolean staysUnused =
                !checked.durableName().isEmpty() || !checked.inactiveThreshold().isZero();
        return staysUnused
                ? checked
                : checked.toBuilder().inactiveThreshold(EPHEMERAL_THRESHOLD).build();
    }

    /** The configuration a changed consumer goes on with: whether it stays unused follows from what it was created as. */
    public static ConsumerConfig settled(ConsumerConfig checked, ConsumerConfig existing) {
        boolean isKept = !existing.durableName().isEmpty()
                || !checked.inactiveThreshold().isZero()
                || existing.inactiveThreshold().isZero();
        return isKept
                ? checked
                : checked.toBuilder().inactiveThreshold(EPHEMERAL_THRESHOLD).build();
    }

    private static void checkNames(ConsumerConfig config) {
        if (!config.name().isEmpty() && !AssetTexts.isNameWellFormed(config.name())) {
            throw RefusedException.invalidConfig("consumer name can not contain '.', '*', '>', '\\', '/'");
        }
        if (!config.durableName().isEmpty() && !AssetTexts.isNameWellFormed(config.durableName())) {
            throw RefusedException.invalidConfig("consumer durable name can not contain '.', '*', '>', '\\', '/'");
        }
    }

    private static void checkReplicas(ConsumerConfig config, StreamConfig stream) {
        int replicas = config.replicas();
        refuse(replicas > 0 && replicas > stream.replicas(), ApiErrorCode.CONSUMER_REPLICAS_EXCEEDS_STREAM);
        refuse(replicas < 0, ApiErrorCode.REPLICAS_COUNT_CANNOT_BE_NEGATIVE);
        boolean mustMatch = stream.retention() != RetentionPolicy.LIMITS && replicas != 0;
        refuse(mustMatch && replicas != stream.replicas(), ApiErrorCode.CONSUMER_REPLICAS_SHOULD_MATCH_STREAM);
    }

    private static void checkLimits(ConsumerConfig config, ConsumerContext context) {
        checkAckPending(config, context.server().maxAckPending());
        checkAckPending(config, context.account().maxAckPending());
        checkAckPending(config, context.stream().consumerLimits().maxAckPending());
        Duration threshold = context.stream().consumerLimits().inactiveThreshold();
        boolean isLimited = threshold.compareTo(Duration.ZERO) > 0;
        if (isLimited && config.inactiveThreshold().compareTo(threshold) > 0) {
            throw new RefusedException(ApiErrorCode.CONSUMER_INACTIVE_THRESHOLD_EXCEEDED, GoDuration.format(threshold));
        }
    }

    private static void checkAckPending(ConsumerConfig config, long most) {
        if (most > 0 && config.maxAckPending() > most) {
            throw new RefusedException(ApiErrorCode.CONSUMER_MAX_PENDING_ACK_EXCEEDED, most);
        }
    }

    private static void checkGroups(ConsumerConfig config) {
        if (config.priorityPolicy() == PriorityPolicy.NONE) {
            refuse(!config.priorityGroups().isEmpty(), ApiErrorCode.CONSUMER_PRIORITY_GROUP_WITH_POLICY_NONE);
            refuse(!config.priorityTimeout().isZero(), ApiErrorCode.CONSUMER_PINNED_TTL_WITHOUT_PRIORITY_POLICY_NONE);
            return;
        }
        refuse(!config.deliverSubject().isEmpty(), ApiErrorCode.CONSUMER_PUSH_WITH_PRIORITY_GROUP);
        refuse(config.priorityGroups().isEmpty(), ApiErrorCode.CONSUMER_PRIORITY_POLICY_WITHOUT_GROUP);
        for (String group : config.priorityGroups()) {
            refuse(group.isEmpty(), ApiErrorCode.CONSUMER_EMPTY_GROUP_NAME);
            refuse(!AssetName.isValidGroup(group), ApiErrorCode.CONSUMER_INVALID_GROUP_NAME);
        }
    }

    static void refuse(boolean isRefused, ApiErrorCode code) {
        if (isRefused) {
            throw new RefusedException(code);
        }
    }
}
