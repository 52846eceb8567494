package io.natter.cli.bench;

import io.natter.cli.command.Attempt;
import io.natter.cli.command.Session;
import io.natter.cli.command.UsageException;
import io.natter.cli.text.GoDuration;
import io.natter.client.NatsConnection;
import io.natter.client.jetstream.JetStream;
import io.natter.client.jetstream.StreamContext;
import io.natter.protocol.jetstream.DiscardPolicy;
import io.natter.protocol.jetstream.PersistMode;
import io.natter.protocol.jetstream.StreamConfig;
import io.natter.protocol.jetstream.StreamConfigBuilder;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What is done to the stream before a load publishes into it. <i>Confined to the command's thread.</i> */
final class StreamCreation {
    @Option(names = "--create", description = "Create or update the stream first")
    private boolean create;

    @Mixin
    private StorageFlags storage = new StorageFlags();

    @Option(names = "--dedup", description = "Sets a message id in the header to use JS Publish de-duplication")
    boolean dedup;

    @Option(
            names = "--dedupwindow",
            defaultValue = "2m",
            paramLabel = "DURATION",
            description = "Sets the duration of the stream's deduplication functionality")
    private Duration dedupWindow = Duration.ofMinutes(2);

    @Option(names = "--purge", description = "Purge the stream before running")
    private boolean purge;

    @Option(
            names = "--persistasync",
            description = "Set the persistence mode for the stream to asynchronous (only for R1 streams)")
    private boolean persistAsync;

    void check(BenchKind kind) {
        storage.maxBytes();
        if (persistAsync && (storage.replicas != 1 || kind == BenchKind.STREAM_PUBLISH_ATOMIC)) {
            throw new UsageException("async persist mode is only supported for streams with 1 replica and "
                    + "incompatible with atomic batch publishing");
        }
    }

    /** Makes the stream, if that is asked for, and empties it, if that is. */
    void prepare(Session session, String name, String subjects, BenchKind kind) {
        try (NatsConnection nats = session.connect()) {
            JetStream jetStream = session.jetStream(nats);
            if (create) {
                Attempt.to(
                        "could not create the stream. If you want to delete and re-define the stream use"
                                + " `natter stream rm " + name + "`",
                        () -> jetStream.createOrUpdateStream(config(name, subjects, kind)));
            }
            StreamContext stream = jetStream
                    .findStream(name)
                    .orElseThrow(() -> new UsageException("could not access stream " + name + ": stream not found"));
            session.around().log("Using stream: " + name);
            if (purge) {
                session.around().log("Purging the stream");
                stream.purge();
            }
        }
    }

    private StreamConfig config(String name, String subjects, BenchKind kind) {
        StreamConfigBuilder config = StreamConfig.builder(name)
                .subjects(List.of(subjects))
                .discard(DiscardPolicy.NEW)
                .storage(storage.storage)
                .replicas(storage.replicas)
                .maxBytes(storage.maxBytes())
                .duplicateWindow(dedupWindow)
                .allowDirect(true)
                .allowAtomic(kind == BenchKind.STREAM_PUBLISH_ATOMIC)
                .allowBatched(kind == BenchKind.STREAM_PUBLISH_FAST);
        return persistAsync ? config.persistMode(PersistMode.ASYNC).build() : config.build();
    }

    void describe(List<String> words) {
        words.add("purge=" + purge);
        if (create) {
            storage.describe(words);
            words.add("deduplication=" + dedup);
            words.add("dedup-window=" + GoDuration.brief(dedupWindow));
        }
    }
}
