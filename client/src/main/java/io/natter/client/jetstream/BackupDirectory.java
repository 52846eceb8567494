package io.natter.client.jetstream;

import io.natter.protocol.jetstream.SnapshotDescription;
import io.natter.protocol.json.JsonException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A backup as a directory, as the nats tool keeps it.
 *
 * <p>Immutable. What is written appears when it is whole: the archive first, then what says that there is one.
 *
 * <pre>
 *  backup.json      configuration and state of the stream
 *  stream.tar.s2    the archive, as it came
 * </pre>
 */
final class BackupDirectory {
    private static final String DESCRIPTION = "backup.json";
    private static final String ARCHIVE = "stream.tar.s2";

    private final Path directory;

    BackupDirectory(Path directory) {
        this.directory = directory;
    }

    /** What is called with a stream that is to be filled. */
    interface Filling {
        SnapshotDescription fill(OutputStream out) throws IOException;
    }

    SnapshotDescription write(Filling filling) throws IOException {
        Files.createDirectories(directory);
        Path archive = Files.createTempFile(directory, ".natter-", ".part");
        Path description = Files.createTempFile(directory, ".natter-", ".part");
        try {
            SnapshotDescription backup;
            try (OutputStream out = Files.newOutputStream(archive)) {
                backup = filling.fill(out);
            }
            Files.write(description, SnapshotDescription.JSON.write(backup));
            Files.deleteIfExists(directory.resolve(DESCRIPTION));
            Files.move(archive, directory.resolve(ARCHIVE), StandardCopyOption.REPLACE_EXISTING);
            Files.move(description, directory.resolve(DESCRIPTION), StandardCopyOption.REPLACE_EXISTING);
            return backup;
        } finally {
            Files.deleteIfExists(archive);
            Files.deleteIfExists(description);
        }
    }

    SnapshotDescription description() throws IOException {
        Path file = directory.resolve(DESCRIPTION);
        try {
            return SnapshotDescription.JSON.read(Files.readAllBytes(file));
        } catch (JsonException unreadable) {
            throw new IOException(file + ": " + unreadable.getMessage(), unreadable);
        }
    }

    InputStream archive() throws IOException {
        return Files.newInputStream(directory.resolve(ARCHIVE));
    }
}
