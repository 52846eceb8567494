package io.natter.cli.keyvalue;

import io.natter.cli.command.CommandGroup;
import io.natter.cli.command.Session;
import java.util.List;
import picocli.CommandLine;

/** {@code natter kv}: what is below it. <i>Thread-safe:</i> holds nothing. */
public final class KeyValueCommands {
    private KeyValueCommands() {}

    /** The commands for one run with these arguments. */
    public static CommandLine line(Session session, List<String> arguments) {
        return CommandGroup.described("Interacts with a JetStream based Key-Value store")
                .add(() -> new AddCommand(session), "add", "new")
                .add(() -> new EditCommand(session), "edit")
                .add(() -> new PutCommand(session), "put")
                .add(() -> new GetCommand(session), "get")
                .add(() -> new CreateCommand(session), "create")
                .add(() -> new UpdateCommand(session), "update")
                .add(() -> new DeleteCommand(session), "del", "rm")
                .add(() -> new PurgeCommand(session), "purge")
                .add(() -> new HistoryCommand(session), "history")
                .add(() -> new RevertCommand(session), "revert")
                .add(() -> new InfoCommand(session), "info", "view", "status")
                .add(() -> new WatchCommand(session), "watch")
                .add(() -> new ListCommand(session), "ls", "list")
                .add(() -> new CompactCommand(session), "compact")
                .line(arguments);
    }
}
