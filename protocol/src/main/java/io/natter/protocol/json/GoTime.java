package io.natter.protocol.json;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;

/**
 * Times and durations as Go writes them into JSON: RFC 3339 with as many digits as needed, whole nanoseconds (D3).
 *
 * <p>Immutable.
 */
public final class GoTime {
    /** What Go writes for a time that was never set: {@code 0001-01-01T00:00:00Z}. */
    public static final Instant ZERO = Instant.parse("0001-01-01T00:00:00Z");

    private static final int DAY_SECONDS = 86_400;
    private static final Duration NANOS_MOST = Duration.ofNanos(Long.MAX_VALUE);
    private static final Duration NANOS_LEAST = Duration.ofNanos(Long.MIN_VALUE);

    private GoTime() {}

    /** The time in UTC, with the fraction of a second cut behind its last digit that is not 0. */
    public static String format(Instant time) {
        long second = time.getEpochSecond();
        long day = Math.floorDiv(second, DAY_SECONDS);
        LocalDate date = LocalDate.ofEpochDay(day);
        int ofDay = (int) (second - day * DAY_SECONDS);
        // By hand: a formatter takes ten times as long, and each message that is got directly has a time.
        var text = new StringBuilder(30);
        appendYear(text, date.getYear());
        appendTwo(text.append('-'), date.getMonthValue());
        appendTwo(text.append('-'), date.getDayOfMonth());
        appendTwo(text.append('T'), ofDay / 3_600);
        appendTwo(text.append(':'), ofDay / 60 % 60);
        appendTwo(text.append(':'), ofDay % 60);
        appendFraction(text, time.getNano());
        return text.append('Z').toString();
    }

    // As ISO 8601 has it: a sign before a year of more or less than four digits.
    private static void appendYear(StringBuilder text, int year) {
        if (year > 9_999) {
            text.append('+');
        } else if (year < 0) {
            text.append('-');
        }
        int positive = Math.abs(year);
        for (int bound = 1_000; positive < bound && bound > 1; bound /= 10) {
            text.append('0');
        }
        text.append(positive);
    }

    private static void appendTwo(StringBuilder text, int number) {
        text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }

    private static void appendFraction(StringBuilder text, int nanos) {
        if (nanos == 0) {
            return;
        }
        text.append('.');
        int rest = nanos;
        for (int unit = 100_000_000; rest > 0; unit /= 10) {
            text.append((char) ('0' + rest / unit));
            rest %= unit;
        }
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
