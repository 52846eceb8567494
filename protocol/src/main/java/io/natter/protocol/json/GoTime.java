package io.natter.protocol.json;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;

/**
 * Times and durations as Go writes them into JSON: RFC 3339 with as many digits as needed, whole nanoseconds (D3).
 *
 * <p>Immutable.
 */
public final class GoTime {
    /** What Go writes for a time that was never set: {@code 0001-01-01T00:00:00Z}. */
    public static final Instant ZERO = Instant.parse("0001-01-01T00:00:00Z");

    private static final Duration NANOS_MOST = Duration.ofNanos(Long.MAX_VALUE);
    private static final Duration NANOS_LEAST = Duration.ofNanos(Long.MIN_VALUE);

    private GoTime() {}

    /** The time in UTC, with the fraction of a second cut behind its last digit that is not 0. */
    public static String format(Instant time) {
        String text = time.toString();
        int dot = text.indexOf('.');
        if (dot < 0) {
            return text;
        }
        int end = text.length() - 1;
        while (text.charAt(end - 1) == '0') {
            end--;
        }
        return text.substring(0, end) + "Z";
    }

    /**
     * The time a text names, in whatever offset.
     *
     * @throws JsonException if it is not in the form of RFC 3339
     */
    public static Instant parse(String text) {
        try {
            return DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from);
        } catch (DateTimeException e) {
            throw new JsonException("time: got something else, expected the form 2006-01-02T15:04:05.999999999Z", e);
        }
    }

    /** The nanoseconds, held at the ends of the range of long (292 years). */
    public static long nanos(Duration duration) {
        if (duration.compareTo(NANOS_MOST) > 0) {
            return Long.MAX_VALUE;
        }
        return duration.compareTo(NANOS_LEAST) < 0 ? Long.MIN_VALUE : duration.toNanos();
    }
}
