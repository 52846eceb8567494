package io.natter.cli.command;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with a command line, in the words of the nats tool. <i>Thread-safe:</i> pure functions. */
final class ParseErrors {
    private static final Set<Class<?>> NUMBERS = Set.of(int.class, Integer.class, long.class, Long.class);

    private ParseErrors() {}

    static String text(ParameterException e) {
        if (e instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            String command = e.getCommandLine().getCommandSpec().qualifiedName();
            return unmatched(
                    unmatched.getUnmatched().get(0),
                    command,
                    e.getCommandLine().getSubcommands().isEmpty());
        }
        if (e instanceof MissingParameterException missing
                && !missing.getMissing().isEmpty()) {
            var first = missing.getMissing().get(0);
            return first instanceof OptionSpec option
                    ? "expected argument for flag '" + option.longestName() + "', try --help"
                    : "required argument '" + first.paramLabel().replaceAll("[<>]", "") + "' not provided, try --help";
        }
        ArgSpec argument = e.getArgSpec();
        String value = e.getValue();
        if (argument != null && value != null && !expected(argument.type()).isEmpty()) {
            return name(argument) + ": got \"" + value + "\", expected " + expected(argument.type()) + ", try --help";
        }
        return e.getMessage() + ", try --help";
    }

    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }

    /** What texts are values of that type, in words; empty where the type says it itself. */
    private static String expected(Class<?> type) {
        if (type.isEnum()) {
            return Stream.of(type.getEnumConstants())
                    .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(", ", "one of ", ""));
        }
        return NUMBERS.contains(type) ? "a whole number" : "";
    }

    private static String unmatched(String word, String command, boolean isLeaf) {
        String name = word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
        if (name.startsWith("--")) {
            return "unknown long flag '" + name + "', try --help";
        }
        if (name.startsWith("-")) {
            return "unknown short flag '" + name + "', try --help";
        }
        if (isLeaf) {
            return "unexpected '" + word + "', try --help";
        }
        if (command.equals("natter bench") && word.equals("oldjs")) {
            return "the command \"bench oldjs\" of the nats tool is not in natter yet";
        }
        if (!command.contains(" ") && NatterCommand.isOfNatsTool(word)) {
            return "the command \"" + word + "\" of the nats tool is not in natter yet";
        }
        return "expected command but got \"" + word + "\", try --help";
    }
}
