package io.natter.client.jetstream;

import java.time.Duration;

/**
 * What goes into a backup of a stream, and how it comes.
 *
 * <p>Immutable; {@code with} methods give changed copies.
 *
 * @param consumers whether its consumers go with it
 * @param isChecked whether the server verifies all checksums first, which may take long
 * @param chunkBytes bytes of a chunk; 1 KiB to 1 MiB
 * @param windowBytes bytes on their way at once; at least a chunk, at most 32 MiB
 * @param silence longest time without a chunk, and for the server to begin; positive
 * @param listener is told how far it is
 */
public record BackupOptions(
        boolean consumers,
        boolean isChecked,
        int chunkBytes,
        int windowBytes,
        Duration silence,
        BackupListener listener) {
    static final int CHUNK_DEFAULT = 128 << 10;
    private static final int CHUNK_LEAST = 1 << 10;
    private static final int CHUNK_MOST = 1 << 20;
    private static final int WINDOW_DEFAULT = 8 << 20;
    private static final int WINDOW_MOST = 32 << 20;

    /** With consumers, unchecked, chunks of 128 KiB, 8 MiB on their way, half a minute of silence. */
    public static final BackupOptions DEFAULTS =
            new BackupOptions(true, false, CHUNK_DEFAULT, WINDOW_DEFAULT, Duration.ofSeconds(30), BackupListener.NONE);

    /** Checks the ranges. */
    public BackupOptions {
        Ranges.between("chunkBytes", chunkBytes, CHUNK_LEAST, CHUNK_MOST);
        Ranges.between("windowBytes", windowBytes, chunkBytes, WINDOW_MOST);
        Ranges.positive("silence", silence);
    }

    /** The same without consumers. */
    public BackupOptions withoutConsumers() {
        return new BackupOptions(false, isChecked, chunkBytes, windowBytes, silence, listener);
    }

    /** The same, verified by the server first. */
    public BackupOptions withCheck() {
        return new BackupOptions(consumers, true, chunkBytes, windowBytes, silence, listener);
    }

    /** The same with other chunks, and so many bytes on their way at once. */
    public BackupOptions withChunks(int chunkBytes, int windowBytes) {
        return new BackupOptions(consumers, isChecked, chunkBytes, windowBytes, silence, listener);
    }

    /** The same with another limit. */
    public BackupOptions withSilence(Duration silence) {
        return new BackupOptions(consumers, isChecked, chunkBytes, windowBytes, silence, listener);
    }

    /** The same, telling how far it is. */
    public BackupOptions withListener(BackupListener listener) {
        return new BackupOptions(consumers, isChecked, chunkBytes, windowBytes, silence, listener);
    }
}
