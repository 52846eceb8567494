package io.natter.cli.consumer;

import io.natter.cli.command.Attempt;
import io.natter.cli.command.Session;
import io.natter.cli.command.UsageException;
import io.natter.cli.stream.ConfigDifference;
import io.natter.cli.stream.ConfigFile;
import io.natter.cli.stream.EditFlags;
import io.natter.client.jetstream.ConsumerContext;
import io.natter.client.jetstream.JetStream;
import io.natter.protocol.jetstream.ConsumerConfig;
import io.natter.protocol.jetstream.ConsumerConfigBuilder;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code natter consumer edit}. <i>Confined to one thread.</i> The exit code of a dry run is 1 if there is a difference. */
@Command(name = "edit", description = "Edits the configuration of a consumer")
final class EditConsumer implements Callable<Integer> {
    @Mixin
    private ConsumerArguments arguments = new ConsumerArguments();

    @Mixin
    private EditFlags edit = new EditFlags();

    @Mixin
    private ConsumerFlags flags = new ConsumerFlags();

    private final Session session;
    private final ConsumerChoice choice;

    EditConsumer(Session session, ConsumerChoice choice) {
        this.session = session;
        this.choice = choice;
    }

    @Override
    public Integer call() {
        int[] exit = {0};
        session.withJetStream(js -> exit[0] = edit(js));
        return exit[0];
    }

    private int edit(JetStream js) {
        ConsumerContext picked = choice.pick(js, arguments);
        ConsumerConfig before = ConfigFile.CONSUMER.clean(ConsumerSheet.config(picked.info()));
        if (before.durableName().isEmpty()) {
            throw new UsageException("only durable consumers can be edited");
        }
        ConsumerConfig after = changed(before);
        if (!after.backoff().isEmpty() && !after.ackWait().equals(before.ackWait())) {
            throw new UsageException("consumers with backoff policies do not support editing Ack Wait");
        }
        ConfigDifference<ConsumerConfig> difference = new ConfigDifference<>(ConsumerConfig.JSON, before, after);
        EditFlags.Verdict verdict = edit.verdict(
                session.around(),
                difference,
                false,
                "Really edit Consumer " + picked.streamName() + " > " + picked.name());
        if (verdict == EditFlags.Verdict.EDIT) {
            ConsumerContext done = Attempt.to(
                    "could not edit Consumer",
                    () -> js.stream(picked.streamName()).updateConsumer(after));
            new ConsumerSheet(session.around(), false).print(done.info(), false);
        }
        return verdict == EditFlags.Verdict.DIFFERENT ? 1 : 0;
    }

    private ConsumerConfig changed(ConsumerConfig before) {
        return edit.changed(
                session.around(),
                ConfigFile.CONSUMER,
                before,
                read -> read.toBuilder()
                        .name(before.name())
                        .durableName(before.durableName())
                        .build(),
                () -> {
                    ConsumerConfigBuilder config = before.toBuilder();
                    flags.apply(config);
                    return config.build();
                });
    }
}
