package io.natter.cli.command;

import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with a command line, in the words of the nats tool. <i>Thread-safe:</i> pure functions. */
final class ParseErrors {
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
        return e.getMessage() + ", try --help";
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
