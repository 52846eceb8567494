package io.natter.cli.bench;

import io.natter.cli.command.Attempt;
import io.natter.cli.command.Session;
import io.natter.cli.command.Surroundings;
import io.natter.client.NatsConnection;
import io.natter.client.jetstream.ConsumeOptions;
import io.natter.client.jetstream.Consumption;
import io.natter.client.jetstream.JetStreamHandler;
import io.natter.client.jetstream.OrderedOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code natter bench js ordered}: every client gets every message. <i>Confined to the command's thread until it starts.</i> */
@Command(description = "Consume JetStream messages from a consumer using an ephemeral ordered consumer")
final class OrderedLoad implements Callable<Integer> {
    @Mixin
    private BenchFlags flags = new BenchFlags();

    @Mixin
    private StreamFlags stream = new StreamFlags();

    @Option(
            names = "--batch",
            defaultValue = "500",
            paramLabel = "COUNT",
            description = "Sets the max number of messages that can be buffered in the client")
    private int batch = 500;

    @Option(names = "--purge", description = "Purge the stream before running")
    private boolean purge;

    @Option(names = "--filter", paramLabel = "SUBJECTS", description = "Filter Stream by subjects")
    private List<String> filters = new ArrayList<>();

    private final Session session;

    OrderedLoad(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        flags.check();
        Batches.check(batch);
        BenchRun run = new BenchRun(session, flags, BenchKind.STREAM_ORDERED);
        run.announce(words());
        prepare();
        Receiver.Handling handling = new Receiver.Handling(message -> Surroundings.pause(stream.sleep), surplus -> {});
        run.run(
                (nats, index, bar) -> new Receiver(
                        () -> run.tellStart(index, flags.messages),
                        nats,
                        bar,
                        new Countdown(flags.messages),
                        handler -> consume(nats, handler),
                        handling),
                flags.messages * flags.clients);
        return 0;
    }

    private void prepare() {
        try (NatsConnection nats = session.connect()) {
            Attempt.to(
                    purge ? "purging stream '" + stream.name + "'" : "getting stream '" + stream.name + "'",
                    () -> purge
                            ? session.jetStream(nats).stream(stream.name).purge()
                            : session.jetStream(nats).stream(stream.name).info());
        }
    }

    private Consumption consume(NatsConnection nats, JetStreamHandler handler) {
        return session.jetStream(nats).stream(stream.name)
                .orderedConsumer(OrderedOptions.DEFAULTS.withFilters(filters))
                .consume(ConsumeOptions.DEFAULTS.withMaxMessages(batch), handler);
    }

    private List<String> words() {
        List<String> words = new ArrayList<>(List.of("purge=" + purge));
        if (!filters.isEmpty()) {
            words.add("filter=" + String.join(",", filters));
        }
        stream.describe(words);
        return words;
    }
}
