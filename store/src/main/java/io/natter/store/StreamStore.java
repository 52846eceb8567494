package io.natter.store;

import org.jspecify.annotations.Nullable;

/**
 * One stream of records, opened.
 *
 * <p>The writer and the side records are confined to the stream's owner, one thread at a time. The reader is thread-safe, and
 * never waits for the writer.
 */
public interface StreamStore extends AutoCloseable {
    /** The name it was opened by. */
    String name();

    /** What changes the stream. Confined to the owner. */
    StreamWriter writer();

    /** What looks at the stream. Thread-safe. */
    StreamReader reader();

    /** Small texts kept beside the records: a configuration, the state of consumers. Confined to the owner. */
    SideRecords side();

    /**
     * Makes a place for bytes that are to wait; null for a stream that has nothing but memory. Confined to the owner, who closes it before the
     * stream.
     *
     * @throws StoreFullException when the disk has no space
     * @throws StoreFailedException when the disk cannot be written
     */
    @Nullable
    Spill spill();

    /** What recovery found when the stream was opened; empty of events when all was well. */
    RecoveryReport recovery();

    /** Closes the stream: writes what is not yet written and forces it, then lets go of its files. May be called again. */
    @Override
    void close();
}
