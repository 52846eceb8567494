package io.natter.cli;

import java.math.BigInteger;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a flag takes as its value, and how that text is read.
 *
 * <p><i>Immutable.</i> Numbers and booleans are read as Go's flag package reads them, because scripts rely on it.
 */
enum FlagKind {
    /** Any text. */
    TEXT {
        @Override
        Object parse(String flag, String text) {
            return text;
        }
    },

    /** A whole number: decimal, or hexadecimal after {@code 0x}. */
    NUMBER {
        @Override
        Object parse(String flag, String text) {
            return number(flag, text, Integer.MIN_VALUE, Integer.MAX_VALUE);
        }
    },

    /** A number of bytes, with the suffixes of the configuration language: {@code 10MB}, {@code 2G} (B5). */
    SIZE {
        @Override
        Object parse(String flag, String text) {
            Matcher matcher = SIZED.matcher(text);
            if (!matcher.matches()) {
                return number(flag, text, Long.MIN_VALUE, Long.MAX_VALUE);
            }
            int power = "kmgtpe".indexOf(matcher.group(2).toLowerCase(Locale.ROOT)) + 1;
            long unit = matcher.group(3).isEmpty() ? 1000 : 1024;
            BigInteger bytes = new BigInteger(matcher.group(1))
                    .multiply(BigInteger.valueOf(unit).pow(power));
            return within(flag, text, bytes, Long.MIN_VALUE, Long.MAX_VALUE);
        }
    },

    /** On or off; the flag alone means on. */
    SWITCH {
        @Override
        Object parse(String flag, String text) {
            if (YES.contains(text)) {
                return true;
            }
            if (NO.contains(text)) {
                return false;
            }
            throw new FlagException("invalid boolean value " + quoted(text) + " for -" + flag + ": parse error");
        }
    };

    private static final Set<String> YES = Set.of("1", "t", "T", "true", "TRUE", "True");
    private static final Set<String> NO = Set.of("0", "f", "F", "false", "FALSE", "False");
    private static final Pattern SIZED = Pattern.compile("(\\d{1,19})([kmgtpeKMGTPE])([bB]|[iI][bB]?|)");
    private static final Pattern NUMERAL = Pattern.compile("([+-]?)(0[xX])?([0-9a-fA-F]+)");

    /**
     * The value that {@code text} stands for: a String, Long or Boolean.
     *
     * @param flag the spelling that was used, without dashes, for the message
     * @throws FlagException when the text is not such a value
     */
    abstract Object parse(String flag, String text);

    /** {@code text} in double quotes, with quotes and backslashes escaped. */
    static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static long number(String flag, String text, long min, long max) {
        Matcher matcher = NUMERAL.matcher(text);
        boolean isHex = matcher.matches() && matcher.group(2) != null;
        if (!matcher.matches() || (!isHex && !matcher.group(3).chars().allMatch(Character::isDigit))) {
            throw new FlagException(invalid(flag, text) + "parse error");
        }
        BigInteger number = new BigInteger(matcher.group(3), isHex ? 16 : 10);
        return within(flag, text, matcher.group(1).equals("-") ? number.negate() : number, min, max);
    }

    private static long within(String flag, String text, BigInteger number, long min, long max) {
        if (number.compareTo(BigInteger.valueOf(min)) < 0 || number.compareTo(BigInteger.valueOf(max)) > 0) {
            throw new FlagException(invalid(flag, text) + "value out of range");
        }
        return number.longValue();
    }

    private static String invalid(String flag, String text) {
        return "invalid value " + quoted(text) + " for flag -" + flag + ": ";
    }
}
