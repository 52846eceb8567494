package io.natter.cli.stream;

import io.natter.cli.command.Attempt;
import io.natter.cli.command.Prompt;
import io.natter.cli.command.Session;
import io.natter.cli.command.UsageException;
import io.natter.cli.text.PrettyJson;
import io.natter.cli.text.SubjectWords;
import io.natter.client.jetstream.JetStream;
import io.natter.client.jetstream.StreamContext;
import io.natter.protocol.jetstream.AssetName;
import io.natter.protocol.jetstream.StreamConfig;
import io.natter.protocol.jetstream.StreamConfigBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code natter stream add}. <i>Confined to one thread.</i> */
@Command(name = "add", description = "Create a new stream")
final class AddStream implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "<stream>", description = "Stream name")
    private @Nullable String stream;

    @Option(names = "--config", paramLabel = "FILE", description = "JSON file to read configuration from")
    private @Nullable Path configFile;

    @Option(names = "--validate", description = "Only validates the configuration")
    private boolean isValidatingOnly;

    @Option(names = "--output", paramLabel = "FILE", description = "Save configuration instead of creating")
    private @Nullable Path outputFile;

    @Option(names = "--defaults", description = "Accept default values for all prompts")
    private boolean isTakingDefaults;

    @Option(
            names = {"-j", "--json"},
            description = "Produce JSON output")
    private boolean isJson;

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
            StreamConfig config = configFile == null ? asked(js) : read(configFile);
            if (isValidatingOnly) {
                check(config);
                session.around()
                        .print(
                                PrettyJson.of(StreamConfig.JSON, config)
                                        + "\n\nConfiguration is a valid Stream matching io.nats.jetstream.api.v1.stream_configuration\n");
            } else if (outputFile != null) {
                check(config);
                save(config, outputFile);
            } else {
                create(js, config);
            }
        });
        return 0;
    }

    /** The file's, with the few flags that the nats tool lays over it. */
    private StreamConfig read(Path file) {
        StreamConfig said = StreamFile.read(file);
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
        new StreamQuestions(prompt, isTakingDefaults, isSizeRequired).ask(flags, birth, features);
        StreamConfigBuilder config = StreamQuestions.usual(name);
        flags.apply(config);
        birth.apply(config);
        features.apply(config);
        origins(config, new OriginQuestions(prompt, isTakingDefaults));
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

    /** What can be told without a server. */
    private static void check(StreamConfig config) {
        List<String> errors = new ArrayList<>();
        if (!AssetName.isValid(config.name())) {
            errors.add("name: got \"" + config.name() + "\", expected one without blanks, points and wildcards");
        }
        if (!config.noAck() && config.subjects().contains(">")) {
            errors.add("subjects cannot be '>' when acknowledgement is enabled");
        }
        if (config.replicas() < 0 || config.replicas() > 5) {
            errors.add("num_replicas: got " + config.replicas() + ", expected 1 to 5");
        }
        if (!errors.isEmpty()) {
            throw new UsageException("Validation Failed: " + String.join("\n\t", errors));
        }
    }

    private static void save(StreamConfig config, Path file) {
        try {
            Files.writeString(file, PrettyJson.of(StreamConfig.JSON, config));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void create(JetStream js, StreamConfig config) {
        StreamContext created = Attempt.to("could not create Stream", () -> js.createStream(config));
        if (!isJson) {
            session.around().print("Stream " + created.name() + " was created\n\n");
        }
        new StreamSheet(session.around(), isJson).print(created.info(), false);
    }
}
