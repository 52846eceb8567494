package io.natter.cli.consumer;

import io.natter.cli.command.Attempt;
import io.natter.cli.command.Confirmation;
import io.natter.cli.command.Session;
import io.natter.cli.command.TextEditor;
import io.natter.cli.command.UsageException;
import io.natter.cli.stream.ConfigDifference;
import io.natter.cli.text.PrettyJson;
import io.natter.client.jetstream.ConsumerContext;
import io.natter.client.jetstream.JetStream;
import io.natter.protocol.jetstream.ConsumerConfig;
import io.natter.protocol.jetstream.ConsumerConfigBuilder;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code natter consumer edit}. <i>Confined to one thread.</i> The exit code of a dry run is 1 if there is a difference. */
@Command(name = "edit", description = "Edits the configuration of a consumer")
final class EditConsumer implements Callable<Integer> {
    @Mixin
    private ConsumerArguments arguments = new ConsumerArguments();

    @Option(names = "--config", paramLabel = "FILE", description = "JSON file to read configuration from")
    private @Nullable Path configFile;

    @Option(
            names = {"-f", "--force"},
            description = "Force edit without prompting")
    private boolean isForced;

    @Option(
            names = {"-i", "--interactive"},
            description = "Edit the configuration, as JSON, using your EDITOR")
    private boolean isInteractive;

    @Option(names = "--dry-run", description = "Only shows differences, do not edit the consumer")
    private boolean isDryRun;

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
        ConsumerConfig before = ConsumerFile.clean(ConsumerSheet.config(picked.info()));
        if (before.durableName().isEmpty()) {
            throw new UsageException("only durable consumers can be edited");
        }
        ConsumerConfig after = changed(before);
        if (!after.backoff().isEmpty() && !after.ackWait().equals(before.ackWait())) {
            throw new UsageException("consumers with backoff policies do not support editing Ack Wait");
        }
        ConfigDifference<ConsumerConfig> difference = new ConfigDifference<>(ConsumerConfig.JSON, before, after);
        if (difference.isEmpty()) {
            session.around().print(isDryRun ? "" : "No difference in configuration\n");
            return 0;
        }
        session.around().print(difference.text());
        if (isDryRun) {
            return 1;
        }
        String question = "Really edit Consumer " + picked.streamName() + " > " + picked.name();
        if (isForced || Confirmation.isGiven(session.around(), question)) {
            ConsumerContext done = Attempt.to(
                    "could not edit Consumer",
                    () -> js.stream(picked.streamName()).updateConsumer(after));
            new ConsumerSheet(session.around(), false).print(done.info(), false);
        }
        return 0;
    }

    private ConsumerConfig changed(ConsumerConfig before) {
        if (configFile != null) {
            return ConsumerFile.read(configFile).toBuilder()
                    .name(before.name())
                    .durableName(before.durableName())
                    .build();
        }
        if (isInteractive) {
            String text = PrettyJson.of(ConsumerConfig.JSON, before) + "\n";
            return ConsumerFile.parse("edited configuration", TextEditor.edit(session.around(), text));
        }
        ConsumerConfigBuilder config = before.toBuilder();
        flags.apply(config);
        return config.build();
    }
}
