package io.natter.protocol.json;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * Times and durations as Go writes them into JSON: RFC 3339 with as many digits as needed, whole nanoseconds (D3).
 *
 * <p>Immutable.
 */
public final class GoTime {
    /** What Go writes for a time that was never set: {@code 0001-01-01T00:00:00Z}. */
    public static final Instant ZERO = Instant.parse("0001-01-01T00:00:00Z");

    private static final int DAY_SECONDS = 86_400;
    private static final int SECOND_END = 19; // 2006-01-02T15:04:05
    private static final int NANO_DIGITS = 9;
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
        Instant plain = parsePlain(text);
        if (plain != null) {
            return plain;
        }
        try {
            return DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from);
        } catch (DateTimeException e) {
            throw new JsonException("time: got something else, expected the form 2006-01-02T15:04:05.999999999Z", e);
        }
    }

    // By hand what format() writes, for the same reason: each stream that is brought back has a time. Null for anything
    // else.
    private static @Nullable Instant parsePlain(String text) {
        int end = text.length() - 1;
        boolean hasFraction = end > SECOND_END && text.charAt(SECOND_END) == '.';
        if (end < SECOND_END
                || text.charAt(end) != 'Z'
                || end > SECOND_END && !hasFraction
                || end > SECOND_END + 1 + NANO_DIGITS
                || text.charAt(4) != '-'
                || text.charAt(7) != '-'
                || text.charAt(10) != 'T'
                || text.charAt(13) != ':'
                || text.charAt(16) != ':') {
            return null;
        }
        int year = digits(text, 0, 4);
        int month = digits(text, 5, 7);
        int day = digits(text, 8, 10);
        int hour = digits(text, 11, 13);
        int minute = digits(text, 14, 16);
        int second = digits(text, 17, SECOND_END);
        int nanos = hasFraction ? digits(text, SECOND_END + 1, end) : 0;
        boolean isPlain = year >= 0
                && month >= 1
                && month <= 12
                && day >= 1
                && day <= 28 // whether there is a 29th is for the library to say
                && hour >= 0
                && hour <= 23
                && minute >= 0
                && minute <= 59
                && second >= 0
                && second <= 59
                && nanos >= 0;
        if (!isPlain) {
            return null;
        }
        for (int i = end - SECOND_END - 1; hasFraction && i < NANO_DIGITS; i++) {
            nanos *= 10;
        }
        long seconds =
                LocalDate.of(year, month, day).toEpochDay() * DAY_SECONDS + hour * 3_600L + minute * 60L + second;
        return Instant.ofEpochSecond(seconds, nanos);
    }

    // -1 when they are none, or not all.
    private static int digits(String text, int from, int to) {
        int number = from == to ? -1 : 0;
        for (int i = from; i < to && number >= 0; i++) {
            int digit = text.charAt(i) - '0';
            number = digit >= 0 && digit <= 9 ? number * 10 + digit : -1;
        }
        return number;
    }

    /** The nanoseconds, held at the ends of the range of long (292 years). */
    public static long nanos(Duration duration) {
        if (duration.compareTo(NANOS_MOST) > 0) {
            return Long.MAX_VALUE;
        }
        return duration.compareTo(NANOS_LEAST) < 0 ? Long.MIN_VALUE : duration.toNanos();
    }
}
