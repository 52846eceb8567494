package io.natter.server.monitor;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a reader asks of a page. Immutable.
 *
 * <p>Options are read as nats-server reads them: the first of several counts, an empty one is as good as none, and one that
 * cannot be understood is answered in its words (E2).
 *
 * @param path the page, without base path and query
 * @param options every option of the query, decoded
 */
record PageRequest(String path, Map<String, List<String>> options) {

    /** A request for {@code path} without options. */
    static PageRequest of(String path) {
        return new PageRequest(path, Map.of());
    }

    /** An option that cannot be understood; its message is what the reader is told. */
    static final class BadOptionException extends RuntimeException {
        private static final long serialVersionUID = 1;

        BadOptionException(String message) {
            super(message, null, false, false);
        }
    }

    /** How much is asked of the subscriptions of a connection. */
    enum Subscriptions {
        NONE,
        NAMES,
        DETAIL
    }

    /** Every text of an option that may be given several times. */
    List<String> texts(String option) {
        return options.getOrDefault(option, List.of());
    }

    /** The option's text; empty when it is not given. */
    String text(String option) {
        List<String> values = options.getOrDefault(option, List.of());
        return values.isEmpty() ? "" : values.get(0);
    }

    /** The option's text, or null when it is empty or not given. */
    @Nullable
    String textOrNull(String option) {
        String text = text(option);
        return text.isEmpty() ? null : text;
    }

    boolean flag(String option) {
        String text = text(option);
        return switch (text) {
            case "", "0", "f", "F", "false", "FALSE", "False" -> false;
            case "1", "t", "T", "true", "TRUE", "True" -> true;
            default ->
                throw new BadOptionException("Error decoding boolean for '" + option + "': strconv.ParseBool: parsing "
                        + GoText.quote(text) + ": invalid syntax");
        };
    }

    /** A signed number, or 0 when the option is not given. */
    long number(String option) {
        String text = text(option);
        if (text.isEmpty()) {
            return 0;
        }
        String digits = text.startsWith("+") || text.startsWith("-") ? text.substring(1) : text;
        if (!isDecimal(digits)) {
            throw badNumber("int", option, "strconv.Atoi", "invalid syntax");
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException tooLarge) {
            throw badNumber("int", option, "strconv.Atoi", "value out of range");
        }
    }

    /** A number without sign, as 64 bits; 0 when the option is not given. */
    long unsigned(String option) {
        String text = text(option);
        if (text.isEmpty()) {
            return 0;
        }
        if (!isDecimal(text)) {
            throw badNumber("uint64", option, "strconv.ParseUint", "invalid syntax");
        }
        try {
            return Long.parseUnsignedLong(text);
        } catch (NumberFormatException tooLarge) {
            throw badNumber("uint64", option, "strconv.ParseUint", "value out of range");
        }
    }

    /** The option {@code subs}: a flag, or the word detail. */
    Subscriptions subscriptions() {
        if (text("subs").toLowerCase(Locale.ROOT).equals("detail")) {
            return Subscriptions.DETAIL;
        }
        return flag("subs") ? Subscriptions.NAMES : Subscriptions.NONE;
    }

    private BadOptionException badNumber(String type, String option, String function, String what) {
        return new BadOptionException("Error decoding " + type + " for '" + option + "': " + function + ": parsing "
                + GoText.quote(text(option)) + ": " + what);
    }

    private static boolean isDecimal(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
