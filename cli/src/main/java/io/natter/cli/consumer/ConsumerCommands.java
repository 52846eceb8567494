package io.natter.cli.consumer;

import io.natter.cli.command.CommandGroup;
import io.natter.cli.command.Session;
import io.natter.cli.stream.StreamChoice;
import java.util.Collection;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** {@code natter consumer}: the group of its commands. <i>Confined to the thread that parses, then read by the command.</i> */
@Command(name = "consumer", description = "JetStream consumer management")
public final class ConsumerCommands {
    @Option(
            names = {"-a", "--all"},
            scope = ScopeType.INHERIT,
            description = "Operate on all streams including system ones")
    private boolean isAllShown;

    private ConsumerCommands() {}

    /** The group, with those of its commands that {@code arguments} name. */
    public static CommandLine line(Session session, Collection<String> arguments) {
        ConsumerCommands root = new ConsumerCommands();
        StreamChoice streams = new StreamChoice(session, () -> root.isAllShown);
        ConsumerChoice choice = new ConsumerChoice(session, streams);
        return new CommandGroup(root)
                .add(() -> new AddConsumer(session, streams), "add", "create", "new")
                .add(() -> new EditConsumer(session, choice), "edit", "update")
                .add(() -> new ListConsumers(session, streams), "ls", "list")
                .add(() -> new FindConsumers(session, streams), "find", "query")
                .add(() -> new ShowConsumer(session, choice, false), "info", "nfo")
                .add(() -> new ShowConsumer(session, choice, true), "state")
                .add(() -> new RemoveConsumer(session, choice), "rm", "delete", "del")
                .add(() -> new ResetConsumer(session, choice), "reset")
                .add(() -> new CopyConsumer(session, streams), "copy", "cp")
                .add(() -> new NextMessages(session), "next")
                .add(() -> new SubscribeConsumer(session, choice), "sub")
                .add(() -> new PauseConsumer(session, choice), "pause")
                .add(() -> new UnpinConsumer(session, choice), "unpin")
                .add(() -> new ResumeConsumer(session, choice), "resume")
                .add(() -> new ReportConsumers(session, streams), "report")
                .add(() -> new ConsumerGraph(session, choice), "graph")
                .add(() -> cluster(session, choice, streams, arguments), "cluster", "c")
                .line(arguments);
    }

    private static CommandLine cluster(
            Session session, ConsumerChoice choice, StreamChoice streams, Collection<String> arguments) {
        return CommandGroup.described("Manages a clustered consumer")
                .add(() -> new StepConsumerDown(session, choice), "step-down", "elect", "down", "d")
                .add(() -> new BalanceConsumers(session, streams), "balance")
                .line(arguments);
    }
}
