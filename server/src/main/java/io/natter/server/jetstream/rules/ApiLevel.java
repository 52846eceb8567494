package io.natter.server.jetstream.rules;

import io.natter.protocol.jetstream.AckPolicy;
import io.natter.protocol.jetstream.ConsumerConfig;
import io.natter.protocol.jetstream.PersistMode;
import io.natter.protocol.jetstream.PriorityPolicy;
import io.natter.protocol.jetstream.StreamConfig;
import io.natter.protocol.json.GoTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * The level of the API: which one an asset needs is stored in its metadata, which one the server has is added to answers (D7).
 *
 * <p>Immutable.
 */
public final class ApiLevel {
    /** The level whose features this server has. */
    public static final int SUPPORTED = 5;

    private static final String REQUIRED = "_nats.req.level";
    private static final String SERVER_VERSION = "_nats.ver";
    private static final String SERVER_LEVEL = "_nats.level";

    // The levels features came with: 2.11, 2.12, 2.14.
    private static final int TTL_PAUSE_PRIORITY = 1;
    private static final int COUNTER_ATOMIC_SCHEDULES_ASYNC = 2;
    private static final int FAST_BATCH_FLOW_CONTROL = 4;

    private ApiLevel() {}

    /** The level a stream needs. */
    public static int of(StreamConfig config) {
        if (config.allowBatched()) {
            return FAST_BATCH_FLOW_CONTROL;
        }
        if (config.allowCounter()
                || config.allowAtomic()
                || config.allowSchedules()
                || config.persistMode() == PersistMode.ASYNC) {
            return COUNTER_ATOMIC_SCHEDULES_ASYNC;
        }
        boolean expires = config.allowMessageTtl() || config.deleteMarkerTtl().compareTo(Duration.ZERO) > 0;
        return expires ? TTL_PAUSE_PRIORITY : 0;
    }

    /** The level a consumer needs. */
    public static int of(ConsumerConfig config) {
        if (config.ackPolicy() == AckPolicy.FLOW_CONTROL) {
            return FAST_BATCH_FLOW_CONTROL;
        }
        boolean pauses = config.pauseUntil() != null && !config.pauseUntil().equals(GoTime.ZERO);
        boolean isGrouped = config.priorityPolicy() != PriorityPolicy.NONE
                || !config.priorityTimeout().isZero()
                || !config.priorityGroups().isEmpty();
        return pauses || isGrouped ? TTL_PAUSE_PRIORITY : 0;
    }

    /** The stream as it is stored: the level it needs in its metadata, and nothing of what only answers say. */
    public static StreamConfig stored(StreamConfig config) {
        return config.toBuilder()
                .metadata(stored(config.metadata(), Integer.toString(of(config))))
                .build();
    }

    /** The consumer as it is stored. */
    public static ConsumerConfig stored(ConsumerConfig config) {
        return config.toBuilder()
                .metadata(stored(config.metadata(), Integer.toString(of(config))))
                .build();
    }

    /** The metadata as answers have them, with version and level of the server. */
    public static Map<String, String> answered(Map<String, String> metadata, String serverVersion) {
        Map<String, String> answered = new HashMap<>(metadata);
        answered.put(SERVER_VERSION, serverVersion);
        answered.put(SERVER_LEVEL, Integer.toString(SUPPORTED));
        return answered;
    }

    /** The stream as answers have it. */
    public static StreamConfig answered(StreamConfig config, String serverVersion) {
        return config.toBuilder()
                .metadata(answered(config.metadata(), serverVersion))
                .build();
    }

    /** The consumer as answers have it. */
    public static ConsumerConfig answered(ConsumerConfig config, String serverVersion) {
        return config.toBuilder()
                .metadata(answered(config.metadata(), serverVersion))
                .build();
    }

    /** Whether this server has what the header of a request asks for, {@code Nats-Required-Api-Level} (D5). */
    public static boolean isSupported(String required) {
        try {
            return Integer.parseInt(required) <= SUPPORTED;
        } catch (NumberFormatException notANumber) {
            return false;
        }
    }

    // A configuration is compared as if it needed the level of the one that is there.
    static StreamConfig withLevelOf(StreamConfig config, StreamConfig existing) {
        return config.toBuilder()
                .metadata(stored(config.metadata(), existing.metadata().getOrDefault(REQUIRED, "")))
                .build();
    }

    static ConsumerConfig withLevelOf(ConsumerConfig config, ConsumerConfig existing) {
        return config.toBuilder()
                .metadata(stored(config.metadata(), existing.metadata().getOrDefault(REQUIRED, "")))
                .build();
    }

    private static Map<String, String> stored(Map<String, String> metadata, String level) {
        Map<String, String> stored = new HashMap<>(metadata);
        stored.remove(SERVER_VERSION);
        stored.remove(SERVER_LEVEL);
        if (level.isEmpty()) {
            stored.remove(REQUIRED);
        } else {
            stored.put(REQUIRED, level);
        }
        return stored;
    }
}
