package io.natter.server.config;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where and how streams are kept. Immutable. (B100, B101, B103, B109, B110)
 *
 * @param directory directory that holds all stores, or null for one in the directory for temporary files
 * @param maxMemory bytes of all streams in memory; -1 for three quarters of the memory
 * @param maxFile bytes of all streams in files; -1 for three quarters of the free disk
 * @param syncInterval how often acknowledged messages are forced to disk, as nats-server does; null forces before
 *     each acknowledgement
 * @param maxConcurrentIo most operations on files at once, 4 to 8192; 0 for the default
 * @param encryption how files are encrypted, or null for not at all
 */
public record JetStreamStore(
        @Nullable Path directory,
        long maxMemory,
        long maxFile,
        @Nullable Duration syncInterval,
        int maxConcurrentIo,
        @Nullable StoreEncryption encryption) {

    /** What holds when the configuration says nothing. */
    public static JetStreamStore defaults() {
        return new JetStreamStore(null, -1, -1, null, 0, null);
    }

    /** A copy with another directory. */
    public JetStreamStore withDirectory(@Nullable Path directory) {
        return Copy.with(this, "directory", directory);
    }

    /** A copy with another maxMemory. */
    public JetStreamStore withMaxMemory(long maxMemory) {
        return Copy.with(this, "maxMemory", maxMemory);
    }

    /** A copy with another maxFile. */
    public JetStreamStore withMaxFile(long maxFile) {
        return Copy.with(this, "maxFile", maxFile);
    }

    /** A copy with another syncInterval. */
    public JetStreamStore withSyncInterval(@Nullable Duration syncInterval) {
        return Copy.with(this, "syncInterval", syncInterval);
    }

    /** A copy with another maxConcurrentIo. */
    public JetStreamStore withMaxConcurrentIo(int maxConcurrentIo) {
        return Copy.with(this, "maxConcurrentIo", maxConcurrentIo);
    }

    /** A copy with another encryption. */
    public JetStreamStore withEncryption(@Nullable StoreEncryption encryption) {
        return Copy.with(this, "encryption", encryption);
    }
}
