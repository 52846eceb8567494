package io.natter.cli.bench;

import io.natter.cli.command.Session;
import io.natter.client.jetstream.ConsumeOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code natter bench js consume}: clients that share a consumer's messages. <i>Confined to the command's thread until it starts.</i> */
@Command(description = "Consume JetStream messages from a durable consumer using a callback")
final class ConsumeLoad implements Callable<Integer> {
    @Mixin
    private BenchFlags flags = new BenchFlags();

    @Mixin
    private ConsumerFlags consumer = new ConsumerFlags();

    private final Session session;

    ConsumeLoad(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        flags.check();
        BenchRun run = new BenchRun(session, flags, BenchKind.STREAM_CONSUME);
        run.announce(consumer.words());
        consumer.prepare(session, flags.clients);
        Countdown countdown = new Countdown(flags.messages);
        Receiver.Handling handling = new Receiver.Handling(consumer::handle, consumer::refuse);
        ConsumeOptions options = ConsumeOptions.DEFAULTS.withMaxMessages(consumer.batch);
        run.run(
                (nats, index, bar) -> new Receiver(
                        () -> run.tellStart(index, flags.share(index)),
                        nats,
                        bar,
                        countdown,
                        handler -> consumer.consumer(session, nats).consume(options, handler),
                        handling),
                flags.messages);
        return 0;
    }
}
