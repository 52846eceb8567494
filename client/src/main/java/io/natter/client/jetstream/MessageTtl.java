package io.natter.client.jetstream;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long a message is kept, whatever its stream says (ADR-43, D107; server 2.11).
 *
 * <p>Immutable.
 *
 * @param duration at least a second, or null for ever
 */
public record MessageTtl(@Nullable Duration duration) {
    /** For ever. */
    public static final MessageTtl NEVER = new MessageTtl(null);

    /** Checks the range. */
    public MessageTtl {
        if (duration != null && duration.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("ttl: got " + duration + ", expected at least a second");
        }
    }

    /** So long, at least a second. */
    public static MessageTtl of(Duration duration) {
        return new MessageTtl(duration);
    }

    /** As the header has it. */
    String text() {
        return duration == null ? "never" : Schedule.goText(duration);
    }
}
