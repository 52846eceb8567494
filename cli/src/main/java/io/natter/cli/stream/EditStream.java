package io.natter.cli.stream;

import io.natter.cli.command.Attempt;
import io.natter.cli.command.Confirmation;
import io.natter.cli.command.Session;
import io.natter.cli.command.TextEditor;
import io.natter.cli.command.UsageException;
import io.natter.cli.text.PrettyJson;
import io.natter.client.jetstream.JetStream;
import io.natter.client.jetstream.StreamContext;
import io.natter.protocol.jetstream.StreamConfig;
import io.natter.protocol.jetstream.StreamConfigBuilder;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code natter stream edit}. <i>Confined to one thread.</i> The exit code of a dry run is 1 if there is a difference. */
@Command(name = "edit", description = "Edits an existing stream")
final class EditStream implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "<stream>", description = "Stream to edit")
    private @Nullable String stream;

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

    @Option(names = "--dry-run", description = "Only shows differences, do not edit the stream")
    private boolean isDryRun;

    @Option(names = "--no-mirror", description = "Removes current mirror configuration")
    private boolean isMirrorRemoved;

    @Option(names = "--no-transform", description = "Removes current subject transform configuration")
    private boolean isTransformRemoved;

    @Option(names = "--no-republish", description = "Removes current republish configuration")
    private boolean isRepublishRemoved;

    @Option(
            names = {"-j", "--json"},
            description = "Produce JSON output")
    private boolean isJson;

    @Mixin
    private StreamFlags flags = new StreamFlags();

    @Mixin
    private StreamFeatureFlags features = new StreamFeatureFlags();

    private final Session session;
    private final StreamChoice choice;

    EditStream(Session session, StreamChoice choice) {
        this.session = session;
        this.choice = choice;
    }

    @Override
    public Integer call() {
        checkOrigins(flags);
        int[] exit = {0};
        session.withJetStream(js -> exit[0] = edit(js));
        return exit[0];
    }

    /** Mirrors and sources have more to them than a flag can say. */
    static void checkOrigins(StreamFlags flags) {
        if (flags.mirror != null || flags.sources != null) {
            throw new UsageException("cannot edit mirrors, or sources using the CLI, use --config instead");
        }
    }

    private int edit(JetStream js) {
        StreamContext picked = choice.pick(js, stream);
        StreamConfig read = picked.info().config();
        StreamConfig before = read.toBuilder()
                .metadata(ServerMetadata.without(read.metadata()))
                .build();
        StreamConfig after = changed(before);
        ConfigDifference<StreamConfig> difference = new ConfigDifference<>(StreamConfig.JSON, before, after);
        if (difference.isEmpty()) {
            session.around().print(isDryRun ? "" : "No difference in configuration\n");
            return 0;
        }
        if (!isJson || isDryRun || !isForced) {
            session.around().print(difference.text());
        }
        if (isDryRun) {
            return 1;
        }
        BucketWarning.check(session.around(), picked.name());
        if (isForced || Confirmation.isGiven(session.around(), "Really edit Stream " + picked.name())) {
            update(js, after);
        }
        return 0;
    }

    private StreamConfig changed(StreamConfig before) {
        if (configFile != null) {
            return StreamFile.read(configFile).toBuilder().name(before.name()).build();
        }
        if (isInteractive) {
            String text = PrettyJson.of(StreamConfig.JSON, before) + "\n";
            return StreamFile.parse("edited configuration", TextEditor.edit(session.around(), text));
        }
        StreamConfigBuilder config = before.toBuilder().placement(flags.placement(before.placement()));
        flags.apply(config);
        features.apply(config);
        if (isMirrorRemoved) {
            config.mirror(null);
        }
        if (isTransformRemoved) {
            config.subjectTransform(null);
        }
        if (isRepublishRemoved) {
            config.republish(null);
        }
        return config.build();
    }

    private void update(JetStream js, StreamConfig after) {
        StreamContext done = Attempt.to("could not edit Stream " + after.name(), () -> js.updateStream(after));
        if (!isJson) {
            session.around().print("Stream " + after.name() + " was updated\n\n");
        }
        new StreamSheet(session.around(), isJson).print(done.info(), false);
    }
}
