package io.natter.cli.text;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as the nats tool reads and shows them.
 *
 * <pre>
 *   read    1.5s   250ms   1h30m   2d   1w      and -, for less than nothing
 *   exact   1.5s   250ms   1h30m0s              as Go prints them
 *   short   1.50s  250ms   1h30m0s  2d0h0m0s    for people
 * </pre>
 *
 * <p><i>Thread-safe:</i> pure functions.
 */
public final class GoDuration {
    private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d*)?|\\.\\d+)([a-zA-Zµμ]+)");
    private static final Map<String, Long> NANOS = Map.ofEntries(
            Map.entry("ns", 1L),
            Map.entry("us", 1_000L),
            Map.entry("µs", 1_000L),
            Map.entry("μs", 1_000L),
            Map.entry("ms", 1_000_000L),
            Map.entry("s", 1_000_000_000L),
            Map.entry("m", 60_000_000_000L),
            Map.entry("h", 3_600_000_000_000L),
            Map.entry("d", 86_400_000_000_000L),
            Map.entry("w", 7 * 86_400_000_000_000L),
            Map.entry("M", 30 * 86_400_000_000_000L),
            Map.entry("y", 365 * 86_400_000_000_000L));

    private GoDuration() {}

    /**
     * The duration that {@code text} says.
     *
     * @throws IllegalArgumentException if it says none, or one past 292 years
     */
    public static Duration parse(String text) {
        String rest = text.strip();
        boolean isNegative = rest.startsWith("-");
        if (isNegative || rest.startsWith("+")) {
            rest = rest.substring(1);
        }
        if (rest.equals("0")) {
            return Duration.ZERO;
        }
        Matcher part = PART.matcher(rest);
        BigDecimal nanos = BigDecimal.ZERO;
        int at = 0;
        while (at < rest.length() && part.find(at) && part.start() == at) {
            Long unit = NANOS.get(part.group(2));
            if (unit == null) {
                throw invalid(text);
            }
            nanos = nanos.add(new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(unit)));
            at = part.end();
        }
        if (at == 0 || at < rest.length()) {
            throw invalid(text);
        }
        try {
            long exact = nanos.setScale(0, RoundingMode.DOWN).longValueExact();
            return Duration.ofNanos(isNegative ? -exact : exact);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("duration: got \"" + text + "\", expected less than 292 years", e);
        }
    }

    /** As Go prints it, with nothing lost. */
    public static String exact(Duration duration) {
        long nanos = duration.toNanos();
        if (nanos == 0) {
            return "0s";
        }
        String sign = nanos < 0 ? "-" : "";
        long size = Math.abs(nanos);
        if (size < 1_000) {
            return sign + size + "ns";
        }
        if (size < 1_000_000) {
            return sign + decimal(size, 1_000) + "µs";
        }
        if (size < 1_000_000_000) {
            return sign + decimal(size, 1_000_000) + "ms";
        }
        long minutes = size / 60_000_000_000L;
        String seconds = decimal(size % 60_000_000_000L, 1_000_000_000) + "s";
        if (minutes == 0) {
            return sign + seconds;
        }
        return sign + (minutes < 60 ? "" : minutes / 60 + "h") + minutes % 60 + "m" + seconds;
    }

    /** Rounded to what people want to know. */
    public static String brief(Duration duration) {
        long nanos = duration.toNanos();
        if (nanos < 1_000_000) {
            return exact(Duration.ofNanos(Math.round(nanos / 1e3) * 1_000));
        }
        if (nanos < 1_000_000_000) {
            return exact(Duration.ofNanos(Math.round(nanos / 1e6) * 1_000_000));
        }
        long seconds = nanos / 1_000_000_000;
        if (seconds < 60) {
            return String.format(Locale.ROOT, "%.2fs", nanos / 1e9);
        }
        long days = seconds / 86_400;
        StringBuilder text = new StringBuilder();
        if (days >= 365) {
            text.append(days / 365).append('y');
        }
        if (days > 0) {
            text.append(days % 365).append('d');
        }
        if (seconds >= 3_600) {
            text.append(seconds / 3_600 % 24).append('h');
        }
        return text.append(seconds / 60 % 60)
                .append('m')
                .append(seconds % 60)
                .append('s')
                .toString();
    }

    private static String decimal(long value, long unit) {
        return BigDecimal.valueOf(value)
                .divide(BigDecimal.valueOf(unit))
                .stripTrailingZeros()
                .toPlainString();
    }

    private static IllegalArgumentException invalid(String text) {
        return new IllegalArgumentException("duration: got \"" + text + "\", expected one like 250ms, 1.5s or 1h30m");
    }
}
