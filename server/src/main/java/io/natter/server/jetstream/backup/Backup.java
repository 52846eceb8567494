package io.natter.server.jetstream.backup;

import io.natter.server.jetstream.consumer.KeptConsumer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A backup being read: puts its messages into a target, and keeps what else it tells. Confined to one thread. */
public sealed interface Backup permits StreamArchive, StreamFiles {
    /**
     * Takes more bytes, however they are cut.
     *
     * @throws BackupException if they are no backup
     */
    void add(byte[] bytes);

    /**
     * Says that there are no more.
     *
     * @throws BackupException if something is missing
     */
    void end();

    /** The consumers it tells of. */
    List<KeptConsumer> consumers();

    /** When its stream was created, or null where it does not tell. */
    @Nullable
    Instant created();
}
