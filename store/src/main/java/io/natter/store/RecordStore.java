package io.natter.store;

import java.util.List;

/**
 * A place for streams of records: a directory, or memory.
 *
 * <p>Thread-safe. What belongs to one stream is in {@link StreamStore}.
 */
public interface RecordStore extends AutoCloseable {
    /**
     * Opens a stream, making it when there is none, and recovers what it holds.
     *
     * @param name any text of 1 to 512 characters; an account's and a stream's name with a slash between, say
     * @return the stream; open at most once at a time
     * @throws StoreFormatException when its files are of a newer format; nothing was touched
     * @throws StoreFailedException when the disk cannot be read or written; nothing was lost that was there
     * @throws IllegalStateException when the stream is open already, or the store is closed
     */
    StreamStore open(String name, StreamOptions options);

    /** The names of the streams there are, open or not, in order. */
    List<String> streams();

    /**
     * Removes a stream and all it holds, for good, before this returns. A stream that is not there is no error.
     *
     * @throws IllegalStateException when the stream is open
     * @throws StoreFailedException when the disk refuses; the stream may be there still
     */
    void delete(String name);

    /** Counters of the whole store, as they are now. */
    StoreStats stats();

    /** Closes every stream, and forces what they wrote. Returns when nothing runs any more. */
    @Override
    void close();
}
