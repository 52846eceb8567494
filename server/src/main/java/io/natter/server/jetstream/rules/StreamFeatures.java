package io.natter.server.jetstream.rules;

import io.natter.protocol.jetstream.DiscardPolicy;
import io.natter.protocol.jetstream.PersistMode;
import io.natter.protocol.jetstream.RetentionPolicy;
import io.natter.protocol.jetstream.StorageType;
import io.natter.protocol.jetstream.StreamConfig;
import java.time.Duration;

/**
 * Which features of a stream go together, and which bring others with them (D65, D77, D79, D80, D82, D83).
 *
 * <p>Immutable.
 */
final class StreamFeatures {
    private static final Duration SHORTEST_MARKER = Duration.ofSeconds(1);

    private StreamFeatures() {}

    static StreamConfig checked(StreamConfig config, StreamContext context) {
        if (config.denyPurge() && config.allowRollup()) {
            throw RefusedException.invalidConfig("roll-ups require the purge permission");
        }
        checkCounter(config);
        checkDiscardPerSubject(config);
        StreamConfig marked = withMarkers(config, context);
        StreamConfig scheduled = withSchedules(marked, context);
        checkPersistMode(scheduled);
        return scheduled;
    }

    static void checkDiscardPerSubject(StreamConfig config) {
        if (!config.discardNewPerSubject()) {
            return;
        }
        if (config.discard() != DiscardPolicy.NEW) {
            throw RefusedException.invalidConfig("discard new per subject requires discard new policy to be set");
        }
        if (config.maxMessagesPerSubject() <= 0) {
            throw RefusedException.invalidConfig("discard new per subject requires max msgs per subject > 0");
        }
    }

    private static void checkCounter(StreamConfig config) {
        if (!config.allowCounter()) {
            return;
        }
        if (config.discard() == DiscardPolicy.NEW) {
            throw RefusedException.invalidConfig("counter stream cannot use discard new");
        }
        if (config.allowMessageTtl()) {
            throw RefusedException.invalidConfig("counter stream cannot use message TTLs");
        }
        if (config.allowSchedules()) {
            throw RefusedException.invalidConfig("counter stream cannot use message schedules");
        }
        if (config.retention() != RetentionPolicy.LIMITS) {
            throw RefusedException.invalidConfig("counter stream can only use limits retention");
        }
    }

    private static StreamConfig withMarkers(StreamConfig config, StreamContext context) {
        Duration marker = config.deleteMarkerTtl();
        if (marker.isNegative()) {
            throw RefusedException.invalidConfig("subject delete marker TTL must not be negative");
        }
        if (marker.isZero()) {
            return config;
        }
        if (marker.compareTo(SHORTEST_MARKER) < 0) {
            throw RefusedException.invalidConfig("subject delete marker TTL must be at least 1 second");
        }
        if (!config.allowMessageTtl() && context.pedantic()) {
            throw RefusedException.invalidConfig("subject delete marker cannot be set if message TTLs are disabled");
        }
        StreamConfig expiring = config.toBuilder().allowMessageTtl(true).build();
        return withRollup(expiring, context, "subject delete marker cannot be set if roll-ups are disabled");
    }

    private static StreamConfig withSchedules(StreamConfig config, StreamContext context) {
        if (!config.allowSchedules()) {
            return config;
        }
        if (config.discard() == DiscardPolicy.NEW) {
            throw RefusedException.invalidConfig("message scheduling cannot use discard new");
        }
        return withRollup(config, context, "message scheduling cannot be set if roll-ups are disabled");
    }

    private static StreamConfig withRollup(StreamConfig config, StreamContext context, String whyNot) {
        if (config.allowRollup()) {
            return config;
        }
        if (context.pedantic()) {
            throw RefusedException.invalidConfig(whyNot);
        }
        return config.toBuilder().allowRollup(true).denyPurge(false).build();
    }

    private static void checkPersistMode(StreamConfig config) {
        if (config.persistMode() != PersistMode.ASYNC) {
            return;
        }
        if (config.storage() != StorageType.FILE) {
            throw RefusedException.invalidConfig("async persist mode is only supported on file storage");
        }
        if (config.replicas() > 1) {
            throw RefusedException.invalidConfig("async persist mode is not supported on replicated streams");
        }
        if (config.allowAtomic()) {
            throw RefusedException.invalidConfig("async persist mode is not supported with atomic batch publish");
        }
    }
}
