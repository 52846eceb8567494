package io.natter.client;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Values of options as text.
 *
 * <p>Immutable. What is wrong with a value is told by {@link BadValue}, whose message does not repeat it.
 */
final class OptionValues {
    private static final Pattern DURATION = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)(ns|us|ms|s|m|h)?");
    private static final Pattern BYTES = Pattern.compile("([0-9]+)([kmg]?)(i?b)?");

    private OptionValues() {}

    /** A value that is none; the message says what was expected. Immutable. */
    static final class BadValue extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String expected;

        BadValue(String expected) {
            super(expected);
            this.expected = expected;
        }

        /** What was expected. */
        String expected() {
            return expected;
        }
    }

    static boolean bool(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on", "1" -> true;
            case "false", "no", "off", "0" -> false;
            default -> throw new BadValue("true or false");
        };
    }

    static long integer(String text, long min, long max) {
        String expected = "a whole number of " + min + (max == Long.MAX_VALUE ? " or more" : " to " + max);
        try {
            long number = Long.parseLong(text);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            throw new BadValue(expected);
        }
        throw new BadValue(expected);
    }

    static double decimal(String text, double min, double max) {
        String expected = "a number of " + min + " to " + max;
        try {
            double number = Double.parseDouble(text);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            throw new BadValue(expected);
        }
        throw new BadValue(expected);
    }

    /** A count of bytes: {@code 1048576}, {@code 8MiB}; letters count in powers of 1,024. */
    static long bytes(String text) {
        Matcher matcher = BYTES.matcher(text.toLowerCase(Locale.ROOT));
        if (matcher.matches() && matcher.group(1).length() < 10) {
            long count = Long.parseLong(matcher.group(1)) << 10 * " kmg".indexOf((matcher.group(2) + " ").charAt(0));
            if (count >= 1) {
                return count;
            }
        }
        throw new BadValue("a count of bytes of at least 1, such as 2097152 or 2MiB");
    }

    /** A duration above zero. */
    static Duration positive(String text) {
        Duration duration = duration(text);
        if (duration.isZero()) {
            throw new BadValue("a duration above zero, such as 30s");
        }
        return duration;
    }

    /** A duration: {@code 5} and {@code 5s} are seconds; {@code 250ms}, {@code 2m}, {@code PT2M}. */
    static Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text.toLowerCase(Locale.ROOT));
        if (matcher.matches() && matcher.group(1).length() < 12) {
            String unit = matcher.group(2) == null ? "s" : matcher.group(2);
            return Duration.ofNanos(Math.round(Double.parseDouble(matcher.group(1)) * nanos(unit)));
        }
        try {
            Duration duration = Duration.parse(text);
            if (!duration.isNegative()) {
                return duration;
            }
        } catch (DateTimeParseException notADuration) {
            throw new BadValue(DURATION_EXPECTED);
        }
        throw new BadValue(DURATION_EXPECTED);
    }

    private static final String DURATION_EXPECTED = "a duration such as 30s, 250ms, 2m or PT2M";

    private static double nanos(String unit) {
        return switch (unit) {
            case "ns" -> 1;
            case "us" -> 1e3;
            case "ms" -> 1e6;
            case "s" -> 1e9;
            case "m" -> 60e9;
            default -> 3600e9;
        };
    }

    /** A constant of an enum, in any case, with dashes or underscores. */
    static <E extends Enum<E>> E word(String text, Class<E> type) {
        String name = text.toUpperCase(Locale.ROOT).replace('-', '_');
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(name)) {
                return constant;
            }
        }
        throw new BadValue("one of "
                + Arrays.toString(type.getEnumConstants())
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[\\[\\]]", ""));
    }

    /** Words between commas, without blanks around them; at least one. */
    static List<String> list(String text) {
        List<String> words = Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
        if (words.isEmpty()) {
            throw new BadValue("at least one, between commas");
        }
        return words;
    }
}
