package io.natter.cli;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a command line as Go programs do (docs/decisions, "Flags are read by a table of our own").
 *
 * <pre>
 *   -flag  --flag             a switch, on            -flag=value  --flag=value     any flag
 *   -flag value               any flag but a switch   --  or a word without dash    ends the flags
 * </pre>
 *
 * <p><i>Confined to the thread that parses.</i>
 */
final class FlagParser {
    private final String[] arguments;
    private final Map<ServerFlag, Object> values = new EnumMap<>(ServerFlag.class);
    private int next;

    private FlagParser(String[] arguments) {
        this.arguments = arguments;
    }

    /**
     * The flags and words of {@code arguments}.
     *
     * @throws FlagException for a flag that is unknown, malformed, without its value, or with one it does not take
     */
    static FlagValues parse(String... arguments) {
        FlagParser parser = new FlagParser(arguments);
        while (parser.flag()) {
            // Each step takes one flag with its value, so this ends with the arguments.
        }
        List<String> words = Arrays.asList(arguments).subList(parser.next, arguments.length);
        return new FlagValues(parser.values, words);
    }

    private boolean flag() {
        if (next == arguments.length) {
            return false;
        }
        String argument = arguments[next];
        if (argument.length() < 2 || argument.charAt(0) != '-') {
            return false;
        }
        next++;
        if (argument.equals("--")) {
            return false;
        }
        String body = argument.substring(argument.startsWith("--") ? 2 : 1);
        if (body.startsWith("-") || body.startsWith("=")) {
            throw new FlagException("bad flag syntax: " + argument);
        }
        int equals = body.indexOf('=');
        String name = equals < 0 ? body : body.substring(0, equals);
        ServerFlag flag = ServerFlag.named(name);
        if (flag == null) {
            throw new FlagException("flag provided but not defined: -" + name);
        }
        String text = equals < 0 ? implied(flag, name) : body.substring(equals + 1);
        values.put(flag, flag.kind().parse(name, text));
        return true;
    }

    private String implied(ServerFlag flag, String name) {
        if (flag.kind() == FlagKind.SWITCH) {
            return "true";
        }
        if (next == arguments.length) {
            throw new FlagException("flag needs an argument: -" + name);
        }
        return arguments[next++];
    }
}
