package io.natter.client.jetstream;

import io.natter.protocol.jetstream.SnapshotDescription;

/** Is told how far a backup or a restore is, on the thread that makes it; what it throws ends the transfer. */
@FunctionalInterface
public interface BackupListener {
    /** Tells nobody. */
    BackupListener NONE = (stream, bytes, chunks) -> {};

    /**
     * So much is there; the first call, with nothing yet, comes before the first chunk.
     *
     * @param stream what is backed up or restored; its state tells how large it is before it is packed
     * @param bytes bytes of the archive received, or sent and taken
     * @param chunks the same in chunks
     */
    void onProgress(SnapshotDescription stream, long bytes, long chunks);
}
