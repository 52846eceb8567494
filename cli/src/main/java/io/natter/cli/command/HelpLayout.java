package io.natter.cli.command;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * The help of a command: how it is called, examples, then its own flags; the flags of all commands are told by the root.
 *
 * <pre>
 *   Usage: natter stream rm [OPTIONS] [&lt;stream>]
 *   Removes a stream
 *
 *   Examples:
 *
 *     # take away
 *     natter stream rm ORDERS
 *
 *   Flags:
 *     -f, --force   Force removal without prompting
 *
 *   Global flags, see natter --help: --connection-name, ...
 * </pre>
 *
 * <p><i>Thread-safe:</i> pure functions, apart from the command that they lay out.
 */
final class HelpLayout {
    private static final String EXAMPLES = "examples";
    private static final String GLOBAL = "global";
    private static final List<String> SECTIONS = List.of(
            UsageMessageSpec.SECTION_KEY_SYNOPSIS_HEADING,
            UsageMessageSpec.SECTION_KEY_SYNOPSIS,
            UsageMessageSpec.SECTION_KEY_DESCRIPTION,
            EXAMPLES,
            UsageMessageSpec.SECTION_KEY_PARAMETER_LIST_HEADING,
            UsageMessageSpec.SECTION_KEY_PARAMETER_LIST,
            UsageMessageSpec.SECTION_KEY_OPTION_LIST,
            UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING,
            UsageMessageSpec.SECTION_KEY_COMMAND_LIST,
            GLOBAL);
    private static final int WIDTH = 100;

    private HelpLayout() {}

    /** Has the command's help laid out so. */
    static void apply(CommandLine command) {
        UsageMessageSpec message = command.getCommandSpec().usageMessage();
        message.abbreviateSynopsis(true);
        message.parameterListHeading("%nArguments:%n");
        message.commandListHeading("%nCommands:%n");
        command.setHelpSectionKeys(SECTIONS);
        command.getHelpSectionMap().put(EXAMPLES, HelpLayout::examples);
        command.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, HelpLayout::ownFlags);
        command.getHelpSectionMap().put(GLOBAL, HelpLayout::globalFlags);
    }

    private static String ownFlags(Help help) {
        CommandSpec spec = help.commandSpec();
        return flags(
                help,
                "Flags",
                spec.options().stream()
                        .filter(option -> spec.parent() != null && !isGlobal(spec, option))
                        .toList());
    }

    private static String globalFlags(Help help) {
        CommandSpec spec = help.commandSpec();
        if (spec.parent() == null) {
            return flags(help, "Global flags", spec.options());
        }
        String names = spec.root().options().stream()
                .map(OptionSpec::longestName)
                .sorted()
                .collect(Collectors.joining(", "));
        return wrapped("\nGlobal flags, see natter --help: " + names);
    }

    private static boolean isGlobal(CommandSpec spec, OptionSpec option) {
        return spec.root().findOption(option.longestName()) != null;
    }

    private static String flags(Help help, String heading, List<OptionSpec> options) {
        List<OptionSpec> shown = options.stream()
                .filter(option -> !option.hidden())
                .sorted(Comparator.comparing(OptionSpec::longestName))
                .toList();
        if (shown.isEmpty()) {
            return "";
        }
        Help.Layout layout = help.createDefaultLayout(shown, List.of(), help.colorScheme());
        layout.addOptions(shown, help.createDefaultParamLabelRenderer());
        return "\n" + heading + ":\n" + layout;
    }

    private static String wrapped(String text) {
        StringBuilder out = new StringBuilder();
        int column = 0;
        for (String word : text.split(" ", -1)) {
            if (column + word.length() >= WIDTH) {
                out.append("\n ");
                column = 1;
            }
            out.append(column == 0 ? "" : " ").append(word);
            column += word.length() + 1;
        }
        return out.append('\n').toString();
    }

    private static String examples(Help help) {
        List<CommandSpec> path = new ArrayList<>();
        for (CommandSpec spec = help.commandSpec(); spec.parent() != null; spec = spec.parent()) {
            path.add(0, spec);
        }
        if (path.isEmpty()) {
            return "";
        }
        String name = path.get(0).name();
        return CheatCommand.TOPICS.entrySet().stream()
                .filter(topic -> topic.getValue().contains(name))
                .map(Map.Entry::getKey)
                .map(topic -> examples(CheatCommand.text(topic), path))
                .collect(Collectors.joining());
    }

    /** Those paragraphs, without the lines that are about other commands. */
    private static String examples(String cheat, List<CommandSpec> path) {
        List<String> shown = new ArrayList<>();
        for (String paragraph : cheat.strip().split("\n\n", -1)) {
            List<String> lines = paragraph
                    .lines()
                    .filter(line -> line.startsWith("#") || path.size() == 1 || isAbout(line, path))
                    .toList();
            if (lines.stream().anyMatch(line -> !line.startsWith("#"))) {
                shown.add(String.join("\n", lines));
            }
        }
        return shown.isEmpty()
                ? ""
                : "\nExamples:\n\n" + String.join("\n\n", shown).indent(2);
    }

    private static boolean isAbout(String line, List<CommandSpec> path) {
        int start = line.indexOf("natter ");
        if (start < 0) {
            return false;
        }
        String[] words = line.substring(start).split(" ", -1);
        for (int i = 0; i < path.size(); i++) {
            boolean isSame = i + 1 < words.length && path.get(i).names().contains(words[i + 1]);
            if (!isSame) {
                return false;
            }
        }
        return true;
    }
}
