package io.natter.cli.stream;

import io.natter.cli.command.Attempt;
import io.natter.cli.command.ProgressBar;
import io.natter.cli.command.Surroundings;
import io.natter.cli.command.UsageException;
import io.natter.cli.text.GoDuration;
import io.natter.client.jetstream.JetStream;
import io.natter.client.jetstream.RestoreOptions;
import io.natter.client.jetstream.StreamContext;
import io.natter.protocol.jetstream.SnapshotDescription;
import io.natter.protocol.jetstream.StreamConfig;
import io.natter.protocol.json.JsonException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** Makes a stream out of a backup in a directory, and tells how far it is. <i>Confined to the command's thread.</i> */
public final class StreamRestore {
    private static final String DESCRIPTION = "backup.json";
    private static final String ARCHIVE = "stream.tar.s2";

    private final Surroundings around;
    private final boolean isProgressShown;

    /** A restore that draws a bar if it is wanted. */
    public StreamRestore(Surroundings around, boolean isProgressShown) {
        this.around = around;
        this.isProgressShown = isProgressShown;
    }

    /**
     * What the backup in that directory says of its stream.
     *
     * @throws UsageException if there is none
     */
    public static StreamConfig config(Path directory) {
        Path file = directory.resolve(DESCRIPTION);
        try {
            return SnapshotDescription.JSON.read(Files.readAllBytes(file)).config();
        } catch (JsonException e) {
            throw new UsageException("restore failed: " + file + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UsageException("restore failed: no " + DESCRIPTION + " in " + directory, e);
        }
    }

    /**
     * Restores the stream, with the configuration that {@code change} makes of its own.
     *
     * @throws UsageException if there is such a stream, or the server refuses or fails; no stream is made
     */
    public void run(JetStream js, Path directory, UnaryOperator<StreamConfig> change) {
        StreamConfig before = config(directory);
        StreamConfig after = change.apply(before);
        if (!after.name().equals(before.name())) {
            throw new UsageException("stream names may not be changed during restore");
        }
        if (js.findStream(before.name()).isPresent()) {
            throw new UsageException("Stream \"" + before.name() + "\" already exist");
        }
        around.print("Starting restore of Stream \"" + before.name() + "\" from file \"" + directory + "\"\n\n");
        long start = System.nanoTime();
        StreamBackup.Transferred transferred = new StreamBackup.Transferred();
        StreamContext made;
        try (ProgressBar bar = ProgressBar.ofBytes(around, "Restore", size(directory), isProgressShown)) {
            RestoreOptions options = RestoreOptions.DEFAULTS.withConfig(change).withListener(transferred.and(bar));
            made = Attempt.to("restore failed", () -> read(js, directory, options));
        }
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        around.print("\nRestored stream \"" + before.name() + "\" in " + GoDuration.brief(took) + "\n\n");
        new StreamSheet(around, false).print(made.info(), false);
    }

    private static long size(Path directory) {
        try {
            return Files.size(directory.resolve(ARCHIVE));
        } catch (IOException e) {
            throw new UsageException("restore failed: no " + ARCHIVE + " in " + directory, e);
        }
    }

    private static StreamContext read(JetStream js, Path directory, RestoreOptions options) {
        try {
            return js.restoreStream(directory, options);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
