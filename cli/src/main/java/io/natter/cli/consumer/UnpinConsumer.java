package io.natter.cli.consumer;

import io.natter.cli.command.Attempt;
import io.natter.cli.command.Confirmation;
import io.natter.cli.command.Prompt;
import io.natter.cli.command.Session;
import io.natter.cli.command.UsageException;
import io.natter.client.jetstream.ConsumerContext;
import io.natter.protocol.jetstream.ConsumerInfo;
import io.natter.protocol.jetstream.PriorityGroupState;
import io.natter.protocol.jetstream.PriorityPolicy;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code natter consumer unpin}: lets another client of a priority group have its turn. <i>Confined to one thread.</i> */
@Command(name = "unpin", description = "Unpin the current Pinned Client from a Priority Group")
final class UnpinConsumer implements Callable<Integer> {
    @Mixin
    private ConsumerArguments arguments = new ConsumerArguments();

    @Parameters(index = "2", arity = "0..1", paramLabel = "<group>", description = "The group to unpin")
    private @Nullable String group;

    @Option(
            names = {"-f", "--force"},
            description = "Force unpin without prompting")
    private boolean isForced;

    private final Session session;
    private final ConsumerChoice choice;

    UnpinConsumer(Session session, ConsumerChoice choice) {
        this.session = session;
        this.choice = choice;
    }

    @Override
    public Integer call() {
        session.withJetStream(js -> {
            ConsumerContext picked = choice.pick(js, arguments);
            ConsumerInfo info = picked.info();
            if (ConsumerSheet.config(info).priorityPolicy() != PriorityPolicy.PINNED_CLIENT) {
                throw new UsageException("consumer is not a pinned priority consumer");
            }
            PriorityGroupState chosen = pinned(info);
            String where = picked.streamName() + " > " + picked.name() + " > " + chosen.group();
            if (isForced || Confirmation.isGiven(session.around(), "Really unpin client from group " + where)) {
                Attempt.to("could not unpin", () -> {
                    picked.unpin(chosen.group());
                    return true;
                });
                session.around()
                        .print("Unpinned client " + chosen.pinnedClientId() + " from Priority Group " + where + "\n");
            }
        });
        return 0;
    }

    private PriorityGroupState pinned(ConsumerInfo info) {
        List<PriorityGroupState> pinned = info.priorityGroups().stream()
                .filter(state -> !state.pinnedClientId().isEmpty())
                .toList();
        if (pinned.isEmpty()) {
            throw new UsageException("no priority groups have pinned clients");
        }
        String name = group == null
                ? new Prompt(session.around())
                        .select(
                                "Select a Group",
                                pinned.stream().map(PriorityGroupState::group).toList())
                : group;
        return pinned.stream()
                .filter(state -> state.group().equals(name))
                .findFirst()
                .orElseThrow(() -> new UsageException("priority group \"" + name + "\" has no pinned client"));
    }
}
