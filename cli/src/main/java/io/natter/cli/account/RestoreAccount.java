package io.natter.cli.account;

import io.natter.cli.command.Session;
import io.natter.cli.command.UsageException;
import io.natter.cli.stream.StreamRestore;
import io.natter.client.jetstream.JetStream;
import io.natter.protocol.jetstream.Placement;
import io.natter.protocol.jetstream.StreamConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code natter account restore}: all streams of a backup; none is touched if one is there already. <i>Confined to one thread.</i> */
@Command(name = "restore", description = "Restore an account backup over the NATS network")
final class RestoreAccount implements Callable<Integer> {
    @Parameters(paramLabel = "<directory>", description = "The directory holding the account backup to restore")
    private Path directory = Path.of("");

    @Option(names = "--cluster", description = "Place the stream in a specific cluster")
    private @Nullable String cluster;

    @Option(
            names = "--tag",
            paramLabel = "TAG",
            description = "Place the stream on servers that has specific tags (pass multiple times)")
    private @Nullable List<String> tags;

    private final Session session;

    RestoreAccount(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        session.withJetStream(this::restore);
        return 0;
    }

    private void restore(JetStream js) {
        List<Path> backups = backups();
        List<String> known = js.streamNames();
        for (Path backup : backups) {
            String name = StreamRestore.config(backup).name();
            if (known.contains(name)) {
                throw new UsageException("stream \"" + name + "\" exists already");
            }
        }
        session.around()
                .print("Restoring backup of all " + backups.size() + " streams in directory \"" + directory + "\"\n\n");
        backups.forEach(backup -> new StreamRestore(session.around(), false).run(js, backup, this::placed));
    }

    private List<Path> backups() {
        try (Stream<Path> entries = Files.list(directory)) {
            List<Path> backups = entries.sorted().toList();
            for (Path backup : backups) {
                if (!Files.isDirectory(backup)) {
                    throw new UsageException("expected a directory \"" + backup.getFileName() + "\"");
                }
            }
            return backups;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private StreamConfig placed(StreamConfig config) {
        return cluster == null && tags == null
                ? config
                : config.toBuilder()
                        .placement(new Placement(cluster == null ? "" : cluster, tags == null ? List.of() : tags, ""))
                        .build();
    }
}
