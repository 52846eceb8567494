package io.natter.cli.stream;

import io.natter.cli.command.Attempt;
import io.natter.cli.command.Session;
import io.natter.cli.command.UsageException;
import io.natter.client.jetstream.JetStream;
import io.natter.client.jetstream.StreamContext;
import io.natter.protocol.jetstream.StreamConfig;
import io.natter.protocol.jetstream.StreamConfigBuilder;
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

    @Mixin
    private EditFlags edit = new EditFlags();

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
        StreamConfig before = ConfigFile.STREAM.clean(picked.info().config());
        StreamConfig after = changed(before);
        ConfigDifference<StreamConfig> difference = new ConfigDifference<>(StreamConfig.JSON, before, after);
        EditFlags.Verdict verdict =
                edit.verdict(session.around(), difference, isJson, "Really edit Stream " + picked.name());
        if (verdict == EditFlags.Verdict.EDIT) {
            BucketWarning.check(session.around(), picked.name());
            update(js, after);
        }
        return verdict == EditFlags.Verdict.DIFFERENT ? 1 : 0;
    }

    private StreamConfig changed(StreamConfig before) {
        return edit.changed(
                session.around(),
                ConfigFile.STREAM,
                before,
                read -> read.toBuilder().name(before.name()).build(),
                () -> flagged(before));
    }

    private StreamConfig flagged(StreamConfig before) {
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
