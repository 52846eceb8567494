package io.natter.store;

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

    /** What recovery found when the stream was opened; empty of events when all was well. */
    RecoveryReport recovery();

    /** Closes the stream: writes what is not yet written and forces it, then lets go of its files. May be called again. */
    @Override
    void close();
}
