package io.natter.cli.command;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * A command that holds others, such as {@code natter stream}.
 *
 * <p><i>Confined to the thread that parses.</i> Each command costs a start some milliseconds, so only those that the arguments name are
 * made; all of them where none is named, for the help.
 */
public final class CommandGroup {
    private record Member(List<String> names, Supplier<Object> command) {}

    private final Object root;
    private final List<Member> members = new ArrayList<>();

    /** A group whose flags and description are those of {@code root}, an object or a specification of picocli. */
    public CommandGroup(Object root) {
        this.root = root;
    }

    /** A group that has no flags of its own. */
    public static CommandGroup described(String description) {
        CommandSpec spec = CommandSpec.create();
        spec.usageMessage().description(description);
        return new CommandGroup(spec);
    }

    /** One more command; the first of its names is the one that is shown. */
    public CommandGroup add(Supplier<Object> command, String... names) {
        members.add(new Member(List.of(names), command));
        return this;
    }

    /** The command, for these arguments. */
    public CommandLine line(Collection<String> arguments) {
        CommandLine line = new CommandLine(root);
        boolean isAnyNamed =
                members.stream().flatMap(member -> member.names.stream()).anyMatch(arguments::contains);
        for (Member member : members) {
            if (!isAnyNamed || member.names.stream().anyMatch(arguments::contains)) {
                String[] aliases = member.names.subList(1, member.names.size()).toArray(String[]::new);
                line.addSubcommand(member.names.get(0), member.command.get(), aliases);
            }
        }
        return line;
    }
}
