package io.natter.cli.stream;

import io.natter.cli.command.Session;
import io.natter.cli.command.UsageException;
import io.natter.cli.text.HumanNumbers;
import io.natter.client.jetstream.BackupOptions;
import io.natter.client.jetstream.StreamContext;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code natter stream backup}. <i>Confined to one thread.</i> */
@Command(name = "backup", description = "Creates a backup of a stream over the NATS network")
final class BackupStream implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "<stream>", description = "Stream to backup")
    private String stream = "";

    @Parameters(index = "1", paramLabel = "<target>", description = "Directory to create the backup in")
    private Path target = Path.of("");

    @Option(names = "--progress", negatable = true, description = "Enables or disables progress reporting")
    private @Nullable Boolean isProgressShown;

    @Option(names = "--check", description = "Checks the stream for health prior to backup")
    private boolean isChecked;

    @Option(names = "--consumers", negatable = true, description = "Enable or disable consumer backups")
    private @Nullable Boolean isWithConsumers;

    @Option(
            names = "--chunk-size",
            paramLabel = "BYTES",
            description = "Sets a specific chunk size that the server will send")
    private @Nullable String chunkSize;

    @Option(
            names = "--window-size",
            paramLabel = "BYTES",
            description = "Sets a specific window size that the server will send")
    private @Nullable String windowSize;

    private final Session session;

    BackupStream(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        BackupOptions options = options();
        session.withJetStream(js -> {
            StreamContext picked = js.findStream(stream)
                    .orElseThrow(() -> new UsageException("stream \"" + stream + "\": stream not found (10059)"));
            new StreamBackup(session.around(), !Boolean.FALSE.equals(isProgressShown)).run(picked, target, options);
        });
        return 0;
    }

    private BackupOptions options() {
        BackupOptions options = BackupOptions.DEFAULTS;
        int chunk = chunkSize == null ? options.chunkBytes() : bytes(chunkSize);
        int window = windowSize == null ? Math.max(chunk, options.windowBytes()) : bytes(windowSize);
        options = options.withChunks(chunk, window);
        options = isChecked ? options.withCheck() : options;
        options = Boolean.FALSE.equals(isWithConsumers) ? options.withoutConsumers() : options;
        return session.timeout().compareTo(options.silence()) > 0 ? options.withSilence(session.timeout()) : options;
    }

    private static int bytes(String text) {
        return (int) Math.min(Integer.MAX_VALUE, HumanNumbers.parseBytes(text));
    }
}
