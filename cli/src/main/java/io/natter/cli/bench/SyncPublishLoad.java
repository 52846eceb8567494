package io.natter.cli.bench;

import io.natter.cli.command.Session;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code natter bench js pub sync}: each message waits for its acknowledgement. <i>Confined to the command's thread until it starts.</i> */
@Command(description = "Use synchronous JetStream publish")
final class SyncPublishLoad implements Callable<Integer> {
    @Mixin
    private StreamPublishing publishing = new StreamPublishing();

    private final Session session;

    SyncPublishLoad(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        return publishing.run(session, BenchKind.STREAM_PUBLISH_SYNC, 0, SyncPublishLoad::publish);
    }

    private static Latencies publish(StreamShare share) {
        long[] latencies = new long[share.count()];
        for (int i = 0; i < latencies.length; i++) {
            long before = System.nanoTime();
            share.jetStream().publish(share.message(i), share.options(i));
            latencies[i] = System.nanoTime() - before;
            share.sent(i);
        }
        return Latencies.of(latencies);
    }
}
