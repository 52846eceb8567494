package io.natter.cli.stream;

import io.natter.cli.command.Attempt;
import io.natter.cli.command.ProgressBar;
import io.natter.cli.command.Surroundings;
import io.natter.cli.text.GoDuration;
import io.natter.cli.text.HumanNumbers;
import io.natter.client.jetstream.BackupListener;
import io.natter.client.jetstream.BackupOptions;
import io.natter.client.jetstream.StreamContext;
import io.natter.protocol.jetstream.SnapshotDescription;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;

/** Backs one stream up into a directory, and tells how far it is. <i>Confined to the command's thread.</i> */
public final class StreamBackup {
    private final Surroundings around;
    private final boolean isProgressShown;

    /** A backup that draws a bar if it is wanted. */
    public StreamBackup(Surroundings around, boolean isProgressShown) {
        this.around = around;
        this.isProgressShown = isProgressShown;
    }

    /**
     * Backs {@code stream} up into {@code target}.
     *
     * @throws io.natter.cli.command.UsageException if the server refuses or fails
     * @throws UncheckedIOException if a file cannot be written
     */
    public void run(StreamContext stream, Path target, BackupOptions options) {
        long size = stream.info().state().bytes();
        around.print("Starting backup of Stream \"" + stream.name() + "\" with " + HumanNumbers.bytes(size) + "\n");
        if (options.isChecked()) {
            around.print("Health Check was requested, this can take a long time without progress reports\n\n");
        }
        long start = System.nanoTime();
        Transferred transferred = new Transferred();
        try (ProgressBar bar = ProgressBar.ofBytes(around, "Backup", size, isProgressShown)) {
            BackupOptions told = options.withListener(transferred.and(bar));
            Attempt.to("snapshot failed", () -> write(stream, target, told));
        }
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        around.print("\nReceived " + HumanNumbers.bytes(transferred.bytes) + " compressed data in "
                + HumanNumbers.comma(transferred.chunks) + " chunks for stream \"" + stream.name() + "\" in "
                + GoDuration.brief(took) + ", " + HumanNumbers.bytes(size) + " uncompressed\n");
    }

    private static SnapshotDescription write(StreamContext stream, Path target, BackupOptions options) {
        try {
            return stream.backup(target, options);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How much came so far. Confined to the thread of the transfer. */
    static final class Transferred {
        long bytes;
        long chunks;

        BackupListener and(ProgressBar bar) {
            return (stream, nowBytes, nowChunks) -> {
                bar.add(nowBytes - bytes);
                bytes = nowBytes;
                chunks = nowChunks;
            };
        }
    }
}
