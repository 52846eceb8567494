package io.natter.cli.stream;

import io.natter.cli.command.CommandGroup;
import io.natter.cli.command.Session;
import java.util.Collection;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** {@code natter stream}: the group of its commands. <i>Confined to the thread that parses, then read by the command.</i> */
@Command(name = "stream", description = "JetStream stream management")
public final class StreamCommands {
    @Option(
            names = {"-a", "--all"},
            scope = ScopeType.INHERIT,
            description = "When listing or selecting streams show all streams including system ones")
    boolean isAllShown;

    private StreamCommands() {}

    /** The group, with those of its commands that {@code arguments} name. */
    public static CommandLine line(Session session, Collection<String> arguments) {
        StreamCommands root = new StreamCommands();
        StreamChoice choice = new StreamChoice(session, () -> root.isAllShown);
        return new CommandGroup(root)
                .add(() -> new AddStream(session), "add", "create", "new")
                .add(() -> new ListStreams(session, root), "ls", "list", "l")
                .add(() -> new ReportStreams(session), "report")
                .add(() -> new FindStreams(session), "find", "query")
                .add(() -> new ShowStream(session, choice, false), "info", "nfo", "i")
                .add(() -> new ShowStream(session, choice, true), "state")
                .add(() -> new ListSubjects(session, choice), "subjects", "subj")
                .add(() -> new EditStream(session, choice), "edit", "update")
                .add(() -> new RemoveStream(session, choice), "rm", "delete", "del")
                .add(() -> new PurgeStream(session, choice), "purge")
                .add(() -> new CopyStream(session, choice), "copy", "cp")
                .add(() -> new RemoveMessage(session, choice), "rmm")
                .add(() -> new ViewStream(session, choice), "view")
                .add(() -> new GetMessage(session, choice), "get")
                .add(() -> new SealStream(session, choice), "seal")
                .add(() -> new BackupStream(session), "backup", "snapshot")
                .add(() -> new RestoreStream(session), "restore")
                .add(() -> new FindGaps(session, choice), "gaps")
                .add(() -> new StreamGraph(session, choice), "graph")
                .add(() -> cluster(session, choice, arguments), "cluster", "c")
                .line(arguments);
    }

    private static CommandLine cluster(Session session, StreamChoice choice, Collection<String> arguments) {
        return CommandGroup.described("Manages a clustered stream")
                .add(() -> new StepStreamDown(session, choice), "step-down", "stepdown", "sd", "elect", "down", "d")
                .add(() -> new BalanceStreams(session), "balance")
                .add(() -> new RemovePeer(session, choice), "peer-remove", "pr")
                .line(arguments);
    }
}
