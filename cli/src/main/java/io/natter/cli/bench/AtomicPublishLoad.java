package io.natter.cli.bench;

import io.natter.cli.command.Session;
import io.natter.client.jetstream.AtomicBatch;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code natter bench js pub atomic}: batches that are stored as one. <i>Confined to the command's thread until it starts.</i> */
@Command(description = "Use atomic batch JetStream publish")
final class AtomicPublishLoad implements Callable<Integer> {
    @Mixin
    private StreamPublishing publishing = new StreamPublishing();

    @Option(names = "--batch", defaultValue = "500", paramLabel = "COUNT", description = "Sets the size of the batches")
    private int batch = 500;

    private final Session session;

    AtomicPublishLoad(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Batches.check(batch);
        return publishing.run(
                session,
                BenchKind.STREAM_PUBLISH_ATOMIC,
                batch,
                share -> Batches.run(share, batch, AtomicPublishLoad::publish));
    }

    private static long publish(StreamShare share, int from, int to) {
        AtomicBatch messages = share.jetStream().atomicBatch();
        long waited = 0;
        for (int i = from; i < to; i++) {
            messages.add(share.message(i), share.options(i));
            waited += share.sent(i);
        }
        messages.commit();
        return waited;
    }
}
