package io.natter.cli.stream;

import io.natter.cli.command.Attempt;
import io.natter.cli.command.Prompt;
import io.natter.cli.command.Session;
import io.natter.cli.command.UsageException;
import io.natter.cli.text.SubjectWords;
import io.natter.client.jetstream.JetStream;
import io.natter.client.jetstream.StreamContext;
import io.natter.protocol.jetstream.StreamConfig;
import io.natter.protocol.jetstream.StreamConfigBuilder;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code natter stream add}. <i>Confined to one thread.</i> */
@Command(name = "add", description = "Create a new stream")
final class AddStream implements Callable<Integer> {
    private static final String VALID =
            "Configuration is a valid Stream matching io.nats.jetstream.api.v1.stream_configuration";

    @Parameters(arity = "0..1", paramLabel = "<stream>", description = "Stream name")
    private @Nullable String stream;

    @Mixin
    private DraftFlags draft = new DraftFlags();

    @Mixin
    private StreamFlags flags = new StreamFlags();

    @Mixin
    private StreamBirthFlags birth = new StreamBirthFlags();

    @Mixin
    private StreamFeatureFlags features = new StreamFeatureFlags();

    private final Session session;

    AddStream(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        session.withJetStream(js -> {
            StreamConfig config = draft.file == null ? asked(js) : read(draft.file);
            if (draft.isDraft()) {
                ConfigRules.check(config);
                draft.keep(session.around(), StreamConfig.JSON, config, VALID);
            } else {
                create(js, config);
            }
        });
        return 0;
    }

    /** The file's, with the few flags that the nats tool lays over it. */
    private StreamConfig read(Path file) {
        StreamConfig said = ConfigFile.STREAM.read(file);
        StreamConfigBuilder config = said.toBuilder();
        StreamFeatureFlags.set(stream, config::name);
        StreamFeatureFlags.set(flags.subjects == null ? null : SubjectWords.split(flags.subjects), config::subjects);
        StreamFeatureFlags.set(flags.description, config::description);
        StreamFeatureFlags.set(flags.replicas, config::replicas);
        return config.placement(flags.placement(said.placement())).build();
    }

    private StreamConfig asked(JetStream js) {
        Prompt prompt = new Prompt(session.around());
        String name = stream == null ? prompt.text("Stream Name", "<stream>") : stream;
        if (flags.mirror != null && flags.subjects != null) {
            throw new UsageException("mirrors cannot listen for messages on subjects");
        }
        boolean isSizeRequired = js.accountInfo().limits().maxBytesRequired();
        new StreamQuestions(prompt, draft.isTakingDefaults, isSizeRequired).ask(flags, birth, features);
        StreamConfigBuilder config = StreamQuestions.usual(name);
        flags.apply(config);
        birth.apply(config);
        features.apply(config);
        origins(config, new OriginQuestions(prompt, draft.isTakingDefaults));
        return config.placement(flags.placement(null)).build();
    }

    private void origins(StreamConfigBuilder config, OriginQuestions questions) {
        if (flags.mirror != null) {
            config.mirror(questions.origin("mirror", flags.mirror));
        }
        if (flags.sources != null) {
            config.sources(flags.sources.stream()
                    .map(name -> questions.origin("source", name))
                    .toList());
        }
    }

    private void create(JetStream js, StreamConfig config) {
        StreamContext created = Attempt.to("could not create Stream", () -> js.createStream(config));
        if (!draft.isJson) {
            session.around().print("Stream " + created.name() + " was created\n\n");
        }
        new StreamSheet(session.around(), draft.isJson).print(created.info(), false);
    }
}
