package io.natter.protocol.subject;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One token of a destination as it was written: what it calls and with what, wildcards still by number (C116, C117).
 *
 * <p>Immutable.
 *
 * @param function what is called
 * @param wildcards numbers of the source's wildcards it names; from 1, but anything was accepted by the parser
 * @param number its number argument, or 0
 * @param text its text argument; for TEXT the token itself
 */
record Placeholder(Function function, List<Integer> wildcards, int number, String text) {
    /** The mapping functions, and plain text. */
    enum Function {
        TEXT(""),
        WILDCARD("wildcard"),
        PARTITION("partition"),
        SPLIT_FROM_LEFT("splitFromLeft"),
        SPLIT_FROM_RIGHT("splitFromRight"),
        SLICE_FROM_LEFT("sliceFromLeft"),
        SLICE_FROM_RIGHT("sliceFromRight"),
        RIGHT("right"),
        LEFT("left"),
        SPLIT("split"),
        RANDOM("random");

        private final String name;

        Function(String name) {
            this.name = name;
        }

        /** The first letter of each word may be written in either case, the others not. */
        boolean isNamed(String written) {
            if (written.length() != name.length()) {
                return false;
            }
            for (int i = 0; i < name.length(); i++) {
                boolean isFirstOfWord = i == 0 || Character.isUpperCase(name.charAt(i));
                char expected = name.charAt(i);
                char got = written.charAt(i);
                if (got != expected
                        && !(isFirstOfWord && Character.toLowerCase(got) == Character.toLowerCase(expected))) {
                    return false;
                }
            }
            return true;
        }
    }

    private static final Pattern CALL = Pattern.compile("\\{\\{\\s*(\\w+)\\s*\\((.*)\\)\\s*}}", Pattern.UNIX_LINES);
    private static final Pattern COMMA = Pattern.compile(",\\s*");

    static boolean isCall(String token) {
        return token.length() > 4 && token.startsWith("{{") && token.endsWith("}}");
    }

    /** Which function a {@code {{...}}} token calls, or null for none that is known. */
    static @Nullable Function called(String token) {
        Matcher call = CALL.matcher(token);
        if (!call.find()) {
            return null;
        }
        for (Function function : Function.values()) {
            if (function != Function.TEXT && function.isNamed(call.group(1))) {
                return function;
            }
        }
        return null;
    }

    static Placeholder parse(String token) {
        if (token.length() > 1 && token.charAt(0) == '$') {
            Long index = number(token.substring(1));
            return index == null ? plain(token) : wildcard(clamp(index));
        }
        if (!isCall(token)) {
            return plain(token);
        }
        Function function = called(token);
        if (function == null) {
            throw TransformException.unknownFunction(token);
        }
        Matcher call = CALL.matcher(token);
        String[] arguments = call.find() ? COMMA.split(call.group(2), -1) : new String[] {""};
        return switch (function) {
            case WILDCARD -> wildcard(token, arguments);
            case PARTITION -> partition(token, arguments);
            case RANDOM -> random(token, arguments);
            case SPLIT -> split(token, arguments);
            default -> indexAndNumber(function, token, arguments);
        };
    }

    private static Placeholder plain(String token) {
        return new Placeholder(Function.TEXT, List.of(), 0, token);
    }

    private static Placeholder wildcard(int index) {
        return new Placeholder(Function.WILDCARD, List.of(index), 0, "");
    }

    private static Placeholder wildcard(String token, String[] arguments) {
        if (arguments.length > 1) {
            throw TransformException.tooManyArguments(token);
        }
        if (arguments[0].isEmpty()) {
            throw TransformException.notEnoughArguments(token);
        }
        return wildcard(clamp(required(token, arguments[0])));
    }

    private static Placeholder partition(String token, String[] arguments) {
        int buckets = count(token, arguments[0]);
        List<Integer> wildcards = List.of(arguments).subList(1, arguments.length).stream()
                .map(argument -> clamp(required(token, argument)))
                .toList();
        return new Placeholder(Function.PARTITION, wildcards, buckets, "");
    }

    private static Placeholder random(String token, String[] arguments) {
        if (arguments.length != 1) {
            throw TransformException.notEnoughArguments(token);
        }
        return new Placeholder(Function.RANDOM, List.of(), count(token, arguments[0]), "");
    }

    private static Placeholder split(String token, String[] arguments) {
        requireTwo(token, arguments);
        int index = clamp(required(token, arguments[0]));
        if (arguments[1].contains(" ") || arguments[1].contains(".")) {
            throw TransformException.invalidArgument(token);
        }
        return new Placeholder(Function.SPLIT, List.of(index), 0, arguments[1]);
    }

    private static Placeholder indexAndNumber(Function function, String token, String[] arguments) {
        requireTwo(token, arguments);
        int index = clamp(required(token, arguments[0]));
        long number = required(token, arguments[1]);
        if (number != (int) number) {
            throw TransformException.invalidArgument(token);
        }
        return new Placeholder(function, List.of(index), (int) number, "");
    }

    private static void requireTwo(String token, String[] arguments) {
        if (arguments.length < 2) {
            throw TransformException.notEnoughArguments(token);
        }
        if (arguments.length > 2) {
            throw TransformException.tooManyArguments(token);
        }
    }

    private static int count(String token, String argument) {
        long count = required(token, argument);
        if (count > Integer.MAX_VALUE) {
            throw TransformException.invalidArgument(token);
        }
        return (int) count; // too small a number is cut to 32 bits, as nats-server does
    }

    private static long required(String token, String argument) {
        Long number = number(trimBlanks(argument));
        if (number == null) {
            throw TransformException.invalidArgument(token);
        }
        return number;
    }

    private static @Nullable Long number(String text) {
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }

    private static String trimBlanks(String argument) {
        int from = 0;
        int to = argument.length();
        while (from < to && argument.charAt(from) == ' ') {
            from++;
        }
        while (to > from && argument.charAt(to - 1) == ' ') {
            to--;
        }
        return argument.substring(from, to);
    }

    private static int clamp(long index) {
        return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, index));
    }
}
