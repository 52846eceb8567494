package io.natter.cli.bench;

import io.natter.cli.command.Session;
import io.natter.client.jetstream.FastBatch;
import io.natter.client.jetstream.FastBatchOptions;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code natter bench js pub fast}: messages that the stream acknowledges now and then; the time to each acknowledgement is what is told.
 *
 * <p><i>Confined to the command's thread until it starts.</i>
 */
@Command(description = "Use fast batch JetStream publish")
final class FastPublishLoad implements Callable<Integer> {
    @Mixin
    private StreamPublishing publishing = new StreamPublishing();

    @Option(names = "--batch", defaultValue = "500", paramLabel = "COUNT", description = "Sets the size of the batches")
    private int batch = 500;

    @Option(
            names = "--max-outstanding-acks",
            defaultValue = "1",
            paramLabel = "COUNT",
            description = "Sets the max outstanding acks for fast publishing")
    private int acknowledgements = 1;

    private final Session session;

    FastPublishLoad(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        FastBatchOptions options = FastBatchOptions.DEFAULTS
                .withFlow(batch)
                .withAcknowledgements(acknowledgements)
                .withTimeout(session.timeout());
        return publishing.run(session, BenchKind.STREAM_PUBLISH_FAST, batch, share -> publish(share, options));
    }

    private static Latencies publish(StreamShare share, FastBatchOptions options) {
        LongStream.Builder latencies = LongStream.builder();
        try (FastBatch messages = share.jetStream().fastBatch(options)) {
            long start = System.nanoTime();
            long acknowledged = 0;
            for (int i = 0; i < share.count(); i++) {
                messages.send(share.message(i), share.options(i));
                if (messages.acknowledged() > acknowledged) {
                    acknowledged = messages.acknowledged();
                    latencies.add(System.nanoTime() - start);
                    start = System.nanoTime();
                }
                start += share.sent(i);
            }
            messages.commit();
            latencies.add(System.nanoTime() - start);
        }
        return Latencies.of(latencies.build().toArray());
    }
}
