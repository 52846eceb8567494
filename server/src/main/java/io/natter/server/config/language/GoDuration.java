package io.natter.server.config.language;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Durations as Go writes and reads them: {@code 1h2m3.5s}, {@code 250ms}, {@code -1.5h}. (B7)
 *
 * <p>Thread-safe: pure functions.
 */
public final class GoDuration {
    private static final BigDecimal NANOS_MAX = BigDecimal.valueOf(Long.MAX_VALUE);

    private GoDuration() {}

    /**
     * The duration that a text stands for: numbers with units, no blanks, perhaps a sign.
     *
     * @throws IllegalArgumentException with Go's words for what is wrong
     */
    public static Duration parse(String text) {
        boolean isNegative = text.startsWith("-");
        String rest = isNegative || text.startsWith("+") ? text.substring(1) : text;
        if (rest.equals("0")) {
            return Duration.ZERO;
        }
        if (rest.isEmpty()) {
            throw invalid(text);
        }
        BigDecimal nanos = BigDecimal.ZERO;
        int at = 0;
        while (at < rest.length()) {
            int number = at;
            at = skip(rest, at, true);
            String digits = rest.substring(number, at);
            if (digits.isEmpty() || digits.equals(".") || digits.indexOf('.') != digits.lastIndexOf('.')) {
                throw invalid(text);
            }
            int unit = at;
            at = skip(rest, at, false);
            nanos = nanos.add(new BigDecimal(digits).multiply(nanosOf(rest.substring(unit, at), text)));
            if (nanos.compareTo(NANOS_MAX) > 0) {
                throw invalid(text);
            }
        }
        long whole = nanos.setScale(0, RoundingMode.DOWN).longValueExact();
        return Duration.ofNanos(isNegative ? -whole : whole);
    }

    /** The text of a duration, the way nats-server shows it. */
    public static String format(Duration duration) {
        if (duration.isZero()) {
            return "0s";
        }
        Duration size = duration.abs();
        String sign = duration.isNegative() ? "-" : "";
        if (size.compareTo(Duration.ofSeconds(1)) < 0) {
            long nanos = size.toNanos();
            if (nanos < 1_000) {
                return sign + nanos + "ns";
            }
            return nanos < 1_000_000 ? sign + decimal(nanos, 3) + "µs" : sign + decimal(nanos, 6) + "ms";
        }
        String seconds = decimal(size.toSecondsPart() * 1_000_000_000L + size.toNanosPart(), 9) + "s";
        if (size.toHours() > 0) {
            return sign + size.toHours() + "h" + size.toMinutesPart() + "m" + seconds;
        }
        return size.toMinutes() > 0 ? sign + size.toMinutes() + "m" + seconds : sign + seconds;
    }

    private static String decimal(long units, int scale) {
        return BigDecimal.valueOf(units, scale).stripTrailingZeros().toPlainString();
    }

    private static int skip(String text, int from, boolean isNumber) {
        int at = from;
        while (at < text.length() && isNumberCharacter(text.charAt(at)) == isNumber) {
            at++;
        }
        return at;
    }

    private static boolean isNumberCharacter(char c) {
        return (c >= '0' && c <= '9') || c == '.';
    }

    private static BigDecimal nanosOf(String unit, String text) {
        Long nanos = nanosOf(unit);
        if (nanos == null) {
            throw new IllegalArgumentException(
                    unit.isEmpty()
                            ? "time: missing unit in duration \"" + text + "\""
                            : "time: unknown unit \"" + unit + "\" in duration \"" + text + "\"");
        }
        return BigDecimal.valueOf(nanos);
    }

    private static @Nullable Long nanosOf(String unit) {
        switch (unit) {
            case "ns":
                return 1L;
            case "us":
            case "µs":
            case "μs":
                return 1_000L;
            case "ms":
                return 1_000_000L;
            case "s":
                return 1_000_000_000L;
            case "m":
                return 60_000_000_000L;
            case "h":
                return 3_600_000_000_000L;
            default:
                return null;
        }
    }

    private static IllegalArgumentException invalid(String text) {
        return new IllegalArgumentException("time: invalid duration \"" + text + "\"");
    }
}
