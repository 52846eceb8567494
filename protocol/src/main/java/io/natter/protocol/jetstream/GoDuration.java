package io.natter.protocol.jetstream;

import io.natter.protocol.json.GoTime;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as Go spells them in text: {@code 300ms}, {@code -1.5h}, {@code 2h45m}, {@code 0}.
 *
 * <p>Immutable.
 */
public final class GoDuration {
    private static final int LENGTH_MAX = 128;
    private static final Pattern PART = Pattern.compile("(\\d+\\.?\\d*|\\.\\d+)(ns|us|\u00b5s|\u03bcs|ms|s|m|h)");
    private static final Map<String, Long> UNIT_NS = Map.of(
            "ns", 1L,
            "us", 1_000L,
            "\u00b5s", 1_000L,
            "\u03bcs", 1_000L,
            "ms", 1_000_000L,
            "s", 1_000_000_000L,
            "m", 60_000_000_000L,
            "h", 3_600_000_000_000L);

    private static final long MICROSECOND_NS = 1_000;
    private static final long MILLISECOND_NS = 1_000_000;
    private static final long SECOND_NS = 1_000_000_000;

    private GoDuration() {}

    /** The duration a text stands for, in whole nanoseconds; nothing where it is none, or of more than 64 bits. */
    public static Optional<Duration> parse(String text) {
        boolean isSigned = text.startsWith("-") || text.startsWith("+");
        String rest = isSigned ? text.substring(1) : text;
        if (rest.equals("0")) {
            return Optional.of(Duration.ZERO);
        }
        if (rest.isEmpty() || rest.length() > LENGTH_MAX) {
            return Optional.empty();
        }
        BigDecimal nanos = BigDecimal.ZERO;
        Matcher part = PART.matcher(rest);
        int at = 0;
        while (at < rest.length()) {
            if (!part.region(at, rest.length()).lookingAt()) {
                return Optional.empty();
            }
            BigDecimal unit = BigDecimal.valueOf(UNIT_NS.getOrDefault(part.group(2), 0L));
            nanos = nanos.add(new BigDecimal(part.group(1)).multiply(unit));
            at = part.end();
        }
        if (nanos.toBigInteger().bitLength() >= Long.SIZE) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofNanos(text.startsWith("-") ? -nanos.longValue() : nanos.longValue()));
    }

    /** A duration in the unit that suits it: {@code 15ns}, {@code 1.5µs}, {@code 2m0.5s}. */
    public static String format(Duration duration) {
        long ns = GoTime.nanos(duration);
        return ns < 0 ? "-" + formatNanos(Math.abs(ns)) : formatNanos(ns);
    }

    private static String formatNanos(long ns) {
        if (ns == 0) {
            return "0s";
        }
        if (ns < MICROSECOND_NS) {
            return ns + "ns";
        }
        if (ns < MILLISECOND_NS) {
            return fraction(ns, MICROSECOND_NS) + "\u00b5s";
        }
        if (ns < SECOND_NS) {
            return fraction(ns, MILLISECOND_NS) + "ms";
        }
        long minutes = ns / SECOND_NS / 60;
        String seconds = fraction(ns % (60 * SECOND_NS), SECOND_NS) + "s";
        if (minutes == 0) {
            return seconds;
        }
        return minutes < 60 ? minutes + "m" + seconds : minutes / 60 + "h" + minutes % 60 + "m" + seconds;
    }

    // The quotient in decimal, without the zeros at the end.
    private static String fraction(long ns, long unit) {
        long rest = ns % unit;
        if (rest == 0) {
            return Long.toString(ns / unit);
        }
        String digits = Long.toString(unit + rest).substring(1);
        int end = digits.length();
        while (digits.charAt(end - 1) == '0') {
            end--;
        }
        return ns / unit + "." + digits.substring(0, end);
    }
}
