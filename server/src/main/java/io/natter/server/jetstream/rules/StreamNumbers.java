package io.natter.server.jetstream.rules;

import io.natter.protocol.jetstream.ApiErrorCode;
import io.natter.protocol.jetstream.GoDuration;
import io.natter.protocol.jetstream.StreamConfig;
import io.natter.store.StreamWriter;
import java.time.Duration;

/**
 * Counts, sizes and ages of a stream, with their defaults (D63, D64, D67, D69).
 *
 * <p>Immutable.
 */
final class StreamNumbers {
    private static final int REPLICAS_MAX = 5;
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration DEFAULT_DUPLICATE_WINDOW = Duration.ofMinutes(2);

    private StreamNumbers() {}

    static StreamConfig checked(StreamConfig requested, StreamContext context) {
        int replicas = requested.replicas() == 0 ? 1 : requested.replicas();
        if (replicas > REPLICAS_MAX) {
            throw RefusedException.invalidConfig("maximum replicas is " + REPLICAS_MAX);
        }
        if (replicas < 0) {
            throw new RefusedException(ApiErrorCode.REPLICAS_COUNT_CANNOT_BE_NEGATIVE);
        }
        StreamConfig config = requested.toBuilder()
                .replicas(replicas)
                .maxMessages(limit("max_msgs", requested.maxMessages(), context))
                .maxMessagesPerSubject(limit("max_msgs_per_subject", requested.maxMessagesPerSubject(), context))
                .maxBytes(limit("max_bytes", requested.maxBytes(), context))
                .maxMessageBytes((int) limit("max_msg_size", requested.maxMessageBytes(), context))
                .maxConsumers(limit("max_consumers", requested.maxConsumers(), context))
                .build();
        checkAge(config.maxAge());
        if (Long.compareUnsigned(config.firstSequence(), StreamWriter.SEQ_MAX) > 0) {
            throw RefusedException.invalidConfig("first sequence: got " + Long.toUnsignedString(config.firstSequence())
                    + ", expected at most " + StreamWriter.SEQ_MAX);
        }
        return config.toBuilder()
                .duplicateWindow(duplicateWindow(config, context))
                .build();
    }

    private static long limit(String field, long value, StreamContext context) {
        if (value < -1) {
            context.adjusts(field + " must be set to -1");
        }
        return value == 0 || value < -1 ? -1 : value;
    }

    private static void checkAge(Duration maxAge) {
        if (maxAge.isNegative()) {
            throw RefusedException.invalidConfig("max age can not be negative");
        }
        if (!maxAge.isZero() && maxAge.compareTo(SHORTEST) < 0) {
            throw RefusedException.invalidConfig("max age needs to be >= 100ms");
        }
    }

    private static Duration duplicateWindow(StreamConfig config, StreamContext context) {
        Duration window = config.duplicateWindow();
        boolean hasOrigins = config.mirror() != null || !config.sources().isEmpty();
        if (window.isZero() && !hasOrigins) {
            window = defaultWindow(config, context);
        }
        if (window.isNegative()) {
            throw RefusedException.invalidConfig("duplicates window can not be negative");
        }
        if (!config.maxAge().isZero() && window.compareTo(config.maxAge()) > 0) {
            throw RefusedException.invalidConfig("duplicates window can not be larger then max age");
        }
        Duration longest = longestWindow(context);
        if (!longest.isZero() && window.compareTo(longest) > 0) {
            throw RefusedException.invalidConfig(
                    "duplicates window can not be larger then server limit of " + GoDuration.format(longest));
        }
        if (!window.isZero() && window.compareTo(SHORTEST) < 0) {
            throw RefusedException.invalidConfig("duplicates window needs to be >= 100ms");
        }
        return window;
    }

    private static Duration defaultWindow(StreamConfig config, StreamContext context) {
        Duration window = DEFAULT_DUPLICATE_WINDOW;
        Duration longest = longestWindow(context);
        if (!longest.isZero() && window.compareTo(longest) > 0) {
            context.adjusts("duplicate window limits are higher than current limits");
            window = longest;
        }
        if (!config.maxAge().isZero() && config.maxAge().compareTo(window) < 0) {
            context.adjusts("duplicate window cannot be bigger than max age");
            window = config.maxAge();
        }
        return window;
    }

    private static Duration longestWindow(StreamContext context) {
        Duration longest = context.server().duplicateWindow();
        return longest == null || longest.isNegative() ? Duration.ZERO : longest;
    }
}
