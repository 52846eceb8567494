package io.natter.cli.stream;

import io.natter.cli.command.Session;
import io.natter.protocol.jetstream.Placement;
import io.natter.protocol.jetstream.StreamConfig;
import io.natter.protocol.jetstream.StreamConfigBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code natter stream restore}. <i>Confined to one thread.</i> */
@Command(name = "restore", description = "Restore a stream over the NATS network")
final class RestoreStream implements Callable<Integer> {
    @Parameters(paramLabel = "<file>", description = "The directory holding the backup to restore")
    private Path directory = Path.of("");

    @Option(names = "--progress", negatable = true, description = "Enables or disables progress reporting")
    private @Nullable Boolean isProgressShown;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Load a different configuration when restoring the stream")
    private @Nullable Path configFile;

    @Option(names = "--cluster", description = "Place the stream in a specific cluster")
    private @Nullable String cluster;

    @Option(
            names = "--tag",
            paramLabel = "TAG",
            description = "Place the stream on servers that has specific tags (pass multiple times)")
    private @Nullable List<String> tags;

    @Option(names = "--replicas", description = "Override how many replicas of the data to create")
    private int replicas;

    private final Session session;

    RestoreStream(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        session.withJetStream(js -> new StreamRestore(session.around(), !Boolean.FALSE.equals(isProgressShown))
                .run(js, directory, this::changed));
        return 0;
    }

    private StreamConfig changed(StreamConfig backedUp) {
        StreamConfig base = configFile == null ? backedUp : ConfigFile.STREAM.read(configFile);
        StreamConfigBuilder config = base.toBuilder();
        if (cluster != null || tags != null) {
            config.placement(new Placement(cluster == null ? "" : cluster, tags == null ? List.of() : tags, ""));
        }
        if (replicas > 0) {
            config.replicas(replicas);
        }
        return config.build();
    }
}
