package io.natter.server.jetstream;

import io.natter.server.config.JetStreamStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How much streams may hold where the configuration does not say: three quarters of what there is (B84).
 *
 * <p>Thread-safe: pure functions of the machine.
 */
final class StoreMeasures {
    private static final long FILE_BYTES_UNKNOWN = 1L << 40;

    private StoreMeasures() {}

    /**
     * The same store with both limits; what was set stays as it is.
     *
     * @param directory where files are kept; it is there
     */
    static JetStreamStore measured(JetStreamStore store, Path directory) {
        JetStreamStore measured = store;
        if (store.maxMemory() < 0) { // streams in memory are on the heap, so that is the memory that counts
            measured = measured.withMaxMemory(Runtime.getRuntime().maxMemory() / 4 * 3);
        }
        if (store.maxFile() < 0) {
            measured = measured.withMaxFile(usableBytes(directory) / 4 * 3);
        }
        return measured;
    }

    /** The limits of {@code next}; where it says nothing, those that were found before. */
    static JetStreamStore kept(JetStreamStore before, JetStreamStore next) {
        return next.withDirectory(before.directory())
                .withMaxMemory(next.maxMemory() < 0 ? before.maxMemory() : next.maxMemory())
                .withMaxFile(next.maxFile() < 0 ? before.maxFile() : next.maxFile());
    }

    private static long usableBytes(Path directory) {
        try {
            return Files.getFileStore(directory).getUsableSpace();
        } catch (IOException unknown) {
            return FILE_BYTES_UNKNOWN;
        }
    }
}
