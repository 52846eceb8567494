package io.natter.server.jetstream.stream;

import io.natter.protocol.jetstream.GoDuration;
import java.time.Duration;

/**
 * The time to live in a message's header: whole seconds, a duration of Go of at least one second, or {@code never} (D107, ADR-43).
 *
 * <p>Thread-safe: pure functions.
 */
final class MessageTtl {
    /** It stays whatever the stream's limit of age. */
    static final long NEVER = -1;

    /** What cannot be read. */
    static final long INVALID = Long.MIN_VALUE;

    private static final long SECONDS_MAX = 1L << 33;

    private MessageTtl() {}

    /** Seconds; 0 for none, {@link #NEVER}, or {@link #INVALID}. */
    static long seconds(PublishHeaders headers) {
        return headers.has(PublishHeader.TTL) ? parse(headers.text(PublishHeader.TTL)) : 0;
    }

    /** Seconds; 0 for none, {@link #NEVER}, or {@link #INVALID}. */
    static long parse(String text) {
        if (text.equalsIgnoreCase("never")) {
            return NEVER;
        }
        Duration duration = GoDuration.parse(text).orElse(null);
        if (duration != null) {
            return duration.compareTo(Duration.ofSeconds(1)) < 0 ? INVALID : duration.toSeconds();
        }
        if (text.isEmpty() || text.length() > 10 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return INVALID;
        }
        long seconds = Long.parseLong(text);
        return seconds > SECONDS_MAX ? INVALID : seconds;
    }
}
