package io.natter.server.monitor;

import io.natter.protocol.jetstream.GoDuration;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;

/** Times and durations in the words that Go's library and nats-server use for them, since tools parse these. Immutable. */
final class GoText {
    private static final long MICROSECOND_NS = 1_000;
    private static final long MILLISECOND_NS = 1_000_000;

    /** RFC 3339 in UTC with as many digits of the second as are needed. */
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .appendLiteral('Z')
            .toFormatter()
            .withZone(ZoneOffset.UTC);

    private GoText() {}

    /** A point in time, such as {@code 2026-11-21T02:44:12.75179852Z}. */
    static String time(Instant time) {
        return TIME.format(time);
    }

    /** How long something has lasted, in whole seconds: {@code 1y2d3h4m5s}, without the leading units that are zero. */
    static String uptime(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        long minutes = seconds / 60;
        long hours = minutes / 60;
        long days = hours / 24;
        long years = days / 365;
        StringBuilder text = new StringBuilder();
        appendUnit(text, years, 'y', false);
        appendUnit(text, days % 365, 'd', years > 0);
        appendUnit(text, hours % 24, 'h', days > 0);
        appendUnit(text, minutes % 60, 'm', hours > 0);
        return text.append(seconds % 60).append('s').toString();
    }

    private static void appendUnit(StringBuilder text, long count, char unit, boolean hasLarger) {
        if (count > 0 || hasLarger) {
            text.append(count).append(unit);
        }
    }

    /** A round trip as connz shows it: {@code 490µs}, {@code 1.234567ms}, {@code 0s} when unknown. */
    static String roundTrip(long ns) {
        boolean isBelowMillisecond = ns > MICROSECOND_NS && ns < MILLISECOND_NS;
        return duration(isBelowMillisecond ? ns - ns % MICROSECOND_NS : ns);
    }

    /** A duration that is not negative, in the unit that suits it: {@code 15ns}, {@code 1.5µs}, {@code 2m0.5s}. */
    static String duration(long ns) {
        return GoDuration.format(Duration.ofNanos(ns));
    }

    /** Text in double quotes; what is not printable is escaped, so that an error message stays on one line. */
    static String quote(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        text.codePoints().forEach(point -> {
            if (point == '"' || point == '\\') {
                quoted.append('\\').appendCodePoint(point);
            } else if (point < ' ' || point == 0x7f) {
                quoted.append(String.format("\\x%02x", point));
            } else if (Character.isISOControl(point) || !Character.isDefined(point)) {
                quoted.append(String.format("\\u%04x", point));
            } else {
                quoted.appendCodePoint(point);
            }
        });
        return quoted.append('"').toString();
    }
}
