package io.natter.store;

import org.jspecify.annotations.Nullable;

/**
 * All records of a stream as they were at one moment, read one after the other.
 *
 * <p>Confined to one thread at a time, any thread. Keeps files of the stream until it is closed.
 */
public interface RecordSnapshot extends AutoCloseable {
    /** The stream at that moment. */
    StreamState state();

    /**
     * The next record, or null at the end.
     *
     * @throws CorruptRecordException when its bytes are damaged; the call after it returns the one behind it
     */
    @Nullable
    StoredRecord next();

    @Override
    void close();
}
