package io.natter.cli.stream;

import io.natter.cli.command.Attempt;
import io.natter.cli.command.Session;
import io.natter.cli.command.UsageException;
import io.natter.client.jetstream.JetStream;
import io.natter.client.jetstream.StreamContext;
import io.natter.protocol.jetstream.StreamConfig;
import io.natter.protocol.jetstream.StreamConfigBuilder;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code natter stream copy}: another stream like one, without its messages. <i>Confined to one thread.</i> */
@Command(name = "copy", description = "Creates a new stream based on the configuration of another, does not copy data")
final class CopyStream implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "<source>", description = "Source stream to copy")
    private String source = "";

    @Parameters(index = "1", paramLabel = "<destination>", description = "New stream to create")
    private String destination = "";

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
    private final StreamChoice choice;

    CopyStream(Session session, StreamChoice choice) {
        this.session = session;
        this.choice = choice;
    }

    @Override
    public Integer call() {
        if (source.equals(destination)) {
            throw new UsageException("source and destination Stream names cannot be the same");
        }
        EditStream.checkOrigins(flags);
        session.withJetStream(this::copy);
        return 0;
    }

    private void copy(JetStream js) {
        StreamConfig before = choice.pick(js, source).info().config();
        StreamConfigBuilder copy = before.toBuilder()
                .name(destination)
                .metadata(ServerMetadata.without(before.metadata()))
                .placement(flags.placement(before.placement()));
        flags.apply(copy);
        birth.apply(copy);
        features.apply(copy);
        StreamContext created = Attempt.to("could not create Stream", () -> js.createStream(copy.build()));
        if (!isJson) {
            session.around().print("Stream " + destination + " was created\n\n");
        }
        new StreamSheet(session.around(), isJson).print(created.info(), false);
    }
}
