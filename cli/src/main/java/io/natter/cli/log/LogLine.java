package io.natter.cli.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.TimeZone;
import org.slf4j.Marker;

/**
 * Writes an entry as nats-server does (C130).
 *
 * <pre>
 *   [pid] 2026/11/21 00:15:32.677574 [INF] text
 * </pre>
 *
 * <p><i>Immutable.</i>
 */
final class LogLine {
    /** Name of the marker that makes an error a fatal one. */
    static final String FATAL = "FATAL";

    private final String pidPrefix;
    private final boolean hasTime;
    private final TimeZone zone;
    private final boolean isColoured;

    /**
     * Lines of one process.
     *
     * @param hasTime whether the time stands behind the process id
     * @param isUtc whether that is UTC and not the time of this place
     * @param isColoured whether labels are coloured for a terminal
     */
    LogLine(long pid, boolean hasTime, boolean isUtc, boolean isColoured) {
        this.pidPrefix = "[" + pid + "] ";
        this.hasTime = hasTime;
        this.zone = isUtc ? TimeZone.getTimeZone("UTC") : TimeZone.getDefault();
        this.isColoured = isColoured;
    }

    /** The entry as one line with its end, and a stack trace below it if the entry has one. */
    String of(ILoggingEvent event) {
        String text = of(event.getInstant(), Label.of(event), event.getFormattedMessage());
        return event.getThrowableProxy() == null ? text : text + ThrowableProxyUtil.asString(event.getThrowableProxy());
    }

    /** A line with its end. */
    String of(Instant time, Label label, String text) {
        StringBuilder line = new StringBuilder(64 + text.length()).append(pidPrefix);
        if (hasTime) {
            appendTime(line, at(time, zone));
        }
        line.append('[');
        if (isColoured) {
            line.append("\u001b[")
                    .append(label.colour)
                    .append('m')
                    .append(label)
                    .append("\u001b[0m");
        } else {
            line.append(label);
        }
        return line.append("] ").append(text).append('\n').toString();
    }

    /**
     * What a clock on the wall shows.
     *
     * <p>By TimeZone and not by ZoneId, whose rules are a service: the search for others opens every jar on the class path.
     */
    static LocalDateTime at(Instant time, TimeZone zone) {
        int offsetSeconds = zone.getOffset(time.toEpochMilli()) / 1000;
        return LocalDateTime.ofEpochSecond(
                time.getEpochSecond(), time.getNano(), ZoneOffset.ofTotalSeconds(offsetSeconds));
    }

    // By hand: a DateTimeFormatter costs 20 ms of the start.
    private static void appendTime(StringBuilder line, LocalDateTime time) {
        appendPadded(line, time.getYear(), 4).append('/');
        appendPadded(line, time.getMonthValue(), 2).append('/');
        appendPadded(line, time.getDayOfMonth(), 2).append(' ');
        appendPadded(line, time.getHour(), 2).append(':');
        appendPadded(line, time.getMinute(), 2).append(':');
        appendPadded(line, time.getSecond(), 2).append('.');
        appendPadded(line, time.getNano() / 1000, 6).append(' ');
    }

    static StringBuilder appendPadded(StringBuilder line, int number, int digits) {
        String text = Integer.toString(number);
        return line.append("0".repeat(Math.max(0, digits - text.length()))).append(text);
    }

    /** What kind of entry a line is, and its colour. */
    enum Label {
        INF("32"),
        DBG("36"),
        WRN("0;93"),
        ERR("31"),
        FTL("31"),
        TRC("33");

        private final String colour;

        Label(String colour) {
            this.colour = colour;
        }

        static Label of(ILoggingEvent event) {
            return switch (event.getLevel().toInt()) {
                case Level.TRACE_INT -> TRC;
                case Level.DEBUG_INT -> DBG;
                case Level.INFO_INT -> INF;
                case Level.WARN_INT -> WRN;
                default -> isFatal(event.getMarkerList()) ? FTL : ERR;
            };
        }

        private static boolean isFatal(List<Marker> markers) {
            return markers != null && markers.stream().anyMatch(marker -> marker.contains(FATAL));
        }
    }
}
