package io.natter.cli.text;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers and sizes as the nats tool reads and shows them. <i>Thread-safe:</i> pure functions. */
public final class HumanNumbers {
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    private static final Pattern SIZE = Pattern.compile("(\\d+)\\s*([KMGT]?)(?:I?B)?");

    private HumanNumbers() {}

    /** With commas between thousands. */
    public static String comma(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** With commas between thousands, and two digits at most after the point; the others are cut off. */
    public static String comma(double number) {
        BigDecimal cut =
                BigDecimal.valueOf(number).setScale(2, RoundingMode.DOWN).stripTrailingZeros();
        return String.format(Locale.ROOT, "%,." + Math.max(0, cut.scale()) + "f", cut);
    }

    /** As {@link #bytes(double)}; no unit shows more digits than a double has. */
    public static String bytes(long bytes) {
        return bytes((double) bytes);
    }

    /** In the binary unit that keeps it short: {@code 512 B}, {@code 1.5 KiB}, {@code 12 MiB}. */
    public static String bytes(double bytes) {
        if (bytes < 10) {
            return String.format(Locale.ROOT, "%.0f B", Math.floor(bytes));
        }
        int unit = Math.min(UNITS.length - 1, (int) Math.floor(Math.log(bytes) / Math.log(1024)));
        double value = Math.floor(bytes / Math.pow(1024, unit) * 10 + 0.5) / 10;
        return String.format(Locale.ROOT, value < 10 ? "%.1f %s" : "%.0f %s", value, UNITS[unit]);
    }

    /**
     * Bytes of {@code 128}, {@code 128B}, {@code 4K}, {@code 4KB}, {@code 4KiB}: a thousand is 1,024 here.
     *
     * @throws IllegalArgumentException if the text is no size, or one past 2^63-1
     */
    public static long parseBytes(String text) {
        Matcher size = SIZE.matcher(text.strip().toUpperCase(Locale.ROOT));
        if (!size.matches()) {
            throw new IllegalArgumentException("size: got \"" + text + "\", expected one like 128, 4KB or 1MB");
        }
        int power = "KMGT".indexOf(size.group(2)) + (size.group(2).isEmpty() ? 0 : 1);
        try {
            return Math.multiplyExact(Long.parseLong(size.group(1)), 1L << (10 * power));
        } catch (ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException("size: got \"" + text + "\", expected less than 8 EiB", e);
        }
    }
}
