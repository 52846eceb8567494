package io.natter.server.jetstream.stream;

import io.natter.protocol.jetstream.GoDuration;
import io.natter.store.RecordDraft;
import java.time.Duration;

/**
 * The time to live in a message's header: whole seconds, a duration of Go of at least one second, or {@code never} (D107, ADR-43).
 *
 * <p>Thread-safe: pure functions.
 */
public final class MessageTtl {
    /** It stays whatever the stream's limit of age. */
    static final long NEVER = -1;

    /** What cannot be read. */
    static final long INVALID = Long.MIN_VALUE;

    private static final long SECOND_NS = 1_000_000_000;
    private static final long SECONDS_MAX = 1L << 33;

    private MessageTtl() {}

    /** When a message that is brought back removes itself, as a draft wants it: its header tells, if it has any. */
    public static long expiryNs(byte[] headers, long timeNs) {
        if (headers.length == 0) {
            return 0;
        }
        var read = new PublishHeaders();
        read.read(headers, 0, headers.length);
        return expiryNs(read, timeNs);
    }

    /** When a message removes itself, as a draft wants it. */
    static long expiryNs(PublishHeaders headers, long timeNs) {
        long ttl = seconds(headers);
        if (ttl == NEVER) {
            return RecordDraft.STAYS;
        }
        return ttl > 0 ? timeNs + ttl * SECOND_NS : 0;
    }

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
