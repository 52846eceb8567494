package io.natter.cli.consumer;

import io.natter.cli.command.Attempt;
import io.natter.cli.command.Session;
import io.natter.cli.command.UsageException;
import io.natter.cli.stream.ConfigFile;
import io.natter.cli.stream.StreamChoice;
import io.natter.client.jetstream.ConsumerContext;
import io.natter.client.jetstream.JetStream;
import io.natter.client.jetstream.StreamContext;
import io.natter.protocol.jetstream.ConsumerConfig;
import io.natter.protocol.jetstream.ConsumerConfigBuilder;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code natter consumer copy}: another consumer like one. <i>Confined to one thread.</i> */
@Command(name = "copy", description = "Creates a new consumer based on the configuration of another")
final class CopyConsumer implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "<stream>", description = "Stream name")
    private String stream = "";

    @Parameters(index = "1", paramLabel = "<source>", description = "Source consumer name")
    private String source = "";

    @Parameters(index = "2", paramLabel = "<destination>", description = "Destination consumer name")
    private String destination = "";

    @Option(
            names = {"-j", "--json"},
            description = "Produce JSON output")
    private boolean isJson;

    @Mixin
    private ConsumerFlags flags = new ConsumerFlags();

    @Mixin
    private ConsumerBirthFlags birth = new ConsumerBirthFlags();

    private final Session session;
    private final StreamChoice streams;

    CopyConsumer(Session session, StreamChoice streams) {
        this.session = session;
        this.streams = streams;
    }

    @Override
    public Integer call() {
        session.withJetStream(this::copy);
        return 0;
    }

    private void copy(JetStream js) {
        StreamContext picked = streams.pick(js, stream);
        ConsumerContext original = Attempt.to("could not load source Consumer", () -> picked.findConsumer(source))
                .orElseThrow(
                        () -> new UsageException("could not load source Consumer: no consumer \"" + source + "\""));
        ConsumerConfig before = ConfigFile.CONSUMER.clean(ConsumerSheet.config(original.info()));
        ConsumerConfigBuilder copy =
                before.toBuilder().name(destination).durableName(birth.isEphemeral ? "" : destination);
        flags.apply(copy);
        birth.apply(copy, session.around().clock());
        if (birth.isPull) {
            copy.deliverSubject("");
        }
        ConsumerConfig made = copy.build();
        ConsumerConfig consistent = made.deliverSubject().isEmpty() ? asPull(made) : made;
        ConsumerContext created = Attempt.to("Consumer creation failed", () -> picked.createConsumer(consistent));
        new ConsumerSheet(session.around(), isJson).print(created.info(), false);
    }

    /** Without what only push consumers have. */
    private static ConsumerConfig asPull(ConsumerConfig config) {
        return config.toBuilder()
                .idleHeartbeat(Duration.ZERO)
                .flowControl(false)
                .deliverGroup("")
                .build();
    }
}
