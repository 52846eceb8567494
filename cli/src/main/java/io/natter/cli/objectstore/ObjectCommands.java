package io.natter.cli.objectstore;

import io.natter.cli.command.CommandGroup;
import io.natter.cli.command.Session;
import java.util.List;
import picocli.CommandLine;

/** {@code natter object}: what is below it. <i>Thread-safe:</i> holds nothing. */
public final class ObjectCommands {
    private ObjectCommands() {}

    /** The commands for one run with these arguments. */
    public static CommandLine line(Session session, List<String> arguments) {
        return CommandGroup.described("Interacts with a JetStream based Object store")
                .add(() -> new AddCommand(session), "add")
                .add(() -> new EditCommand(session), "edit")
                .add(() -> new PutCommand(session), "put")
                .add(() -> new DeleteCommand(session), "del", "rm")
                .add(() -> new GetCommand(session), "get")
                .add(() -> new InfoCommand(session), "info", "show", "i")
                .add(() -> new ListCommand(session), "ls")
                .add(() -> new SealCommand(session), "seal")
                .add(() -> new WatchCommand(session), "watch")
                .line(arguments);
    }
}
