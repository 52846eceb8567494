package io.natter.cli.error;

import io.natter.cli.command.CommandGroup;
import io.natter.cli.command.Session;
import java.util.Collection;
import picocli.CommandLine;

/** {@code natter errors}: the group of its commands. <i>Thread-safe:</i> a pure function. */
public final class ErrorCommands {
    private ErrorCommands() {}

    /** The group, with those of its commands that {@code arguments} name. */
    public static CommandLine line(Session session, Collection<String> arguments) {
        return CommandGroup.described("Error code documentation")
                .add(() -> new ListErrors(session), "ls", "list")
                .add(() -> new LookUpError(session), "lookup", "find", "get", "l", "view", "show")
                .line(arguments);
    }
}
