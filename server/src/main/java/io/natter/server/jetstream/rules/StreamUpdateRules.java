package io.natter.server.jetstream.rules;

import io.natter.protocol.jetstream.ApiErrorCode;
import io.natter.protocol.jetstream.ConsumerConfig;
import io.natter.protocol.jetstream.ConsumerLimits;
import io.natter.protocol.jetstream.DiscardPolicy;
import io.natter.protocol.jetstream.RetentionPolicy;
import io.natter.protocol.jetstream.StreamConfig;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * What of a stream may change (D84).
 *
 * <p>Immutable.
 */
public final class StreamUpdateRules {
    private StreamUpdateRules() {}

    /**
     * The configuration a request asks for, checked without knowing the stream; what nats-server looks at first.
     *
     * @param name name of the stream as the subject of the request has it
     * @throws RefusedException if no stream could have it
     */
    public static StreamConfig requested(String name, StreamConfig requested, StreamContext context) {
        StreamConfig config = StreamRules.checked(requested, context);
        if (!name.equals(config.name())) {
            throw new RefusedException(ApiErrorCode.STREAM_MISMATCH);
        }
        return ApiLevel.stored(config);
    }

    /**
     * The configuration a stream is to go on with.
     *
     * @param old the present one
     * @param requested what {@link #requested} returned
     * @param consumers the consumers of the stream
     * @throws RefusedException if it cannot be
     */
    public static StreamConfig updated(
            StreamConfig old, StreamConfig requested, Collection<ConsumerConfig> consumers, StreamContext context) {
        StreamConfig config = StreamRules.checked(requested, context);
        if (config.replicas() > 1) {
            throw new RefusedException(ApiErrorCode.STREAM_REPLICAS_NOT_SUPPORTED);
        }
        checkFixed(old, config);
        StreamFeatures.checkDiscardPerSubject(config);
        checkFeatures(old, config);
        StreamConfig adjusted = config.sealed() ? sealed(config) : config;
        LimitRules.checkUpdate(old, adjusted, context);
        checkConsumers(old.consumerLimits(), adjusted.consumerLimits(), consumers);
        SubjectRules.checkOverlap(adjusted, context.streams());
        return adjusted;
    }

    private static void checkFixed(StreamConfig old, StreamConfig config) {
        refuse(!config.name().equals(old.name()), "stream configuration name must match original");
        refuse(config.storage() != old.storage(), "stream configuration update can not change storage type");
        boolean isWorkQueue =
                old.retention() == RetentionPolicy.WORK_QUEUE || config.retention() == RetentionPolicy.WORK_QUEUE;
        refuse(
                config.retention() != old.retention() && isWorkQueue,
                "stream configuration update can not change retention policy to/from workqueue");
        refuse(old.sealed() && !config.sealed(), "stream configuration update can not unseal a sealed stream");
        refuse(
                old.denyDelete() && !config.denyDelete(),
                "stream configuration update can not cancel deny message deletes");
        refuse(old.denyPurge() && !config.denyPurge(), "stream configuration update can not cancel deny purge");
        if (config.mirror() != null && !config.mirror().equals(old.mirror())) {
            throw new RefusedException(ApiErrorCode.STREAM_MIRROR_NOT_UPDATABLE);
        }
    }

    private static void checkFeatures(StreamConfig old, StreamConfig config) {
        refuse(old.allowMessageTtl() && !config.allowMessageTtl(), "message TTL status can not be disabled");
        refuse(
                old.allowCounter() != config.allowCounter(),
                "stream configuration update can not change message counter setting");
        refuse(old.allowSchedules() && !config.allowSchedules(), "message schedules can not be disabled");
        refuse(old.persistMode() != config.persistMode(), "stream configuration update can not change persist mode");
    }

    private static StreamConfig sealed(StreamConfig config) {
        return config.toBuilder()
                .maxAge(Duration.ZERO)
                .discard(DiscardPolicy.NEW)
                .denyDelete(true)
                .denyPurge(true)
                .allowRollup(false)
                .build();
    }

    private static void checkConsumers(
            ConsumerLimits old, ConsumerLimits limits, Collection<ConsumerConfig> consumers) {
        Duration threshold = limits.inactiveThreshold();
        boolean isThresholdNew = !threshold.isZero() && !threshold.equals(old.inactiveThreshold());
        boolean isPendingNew = limits.maxAckPending() > 0 && limits.maxAckPending() != old.maxAckPending();
        if (!isThresholdNew && !isPendingNew) {
            return;
        }
        List<String> violated = consumers.stream()
                .filter(consumer -> violates(consumer, limits))
                .map(ConsumerConfig::name)
                .toList();
        if (!violated.isEmpty()) {
            throw new RefusedException(
                    ApiErrorCode.STREAM_UPDATE, "change to limits violates consumers: " + String.join(", ", violated));
        }
    }

    private static boolean violates(ConsumerConfig consumer, ConsumerLimits limits) {
        Duration threshold = limits.inactiveThreshold();
        boolean isTooLong = threshold.compareTo(Duration.ZERO) > 0
                && consumer.inactiveThreshold().compareTo(threshold) > 0;
        return isTooLong || (limits.maxAckPending() > 0 && consumer.maxAckPending() > limits.maxAckPending());
    }

    private static void refuse(boolean isRefused, String text) {
        if (isRefused) {
            throw RefusedException.invalidConfig(text);
        }
    }
}
