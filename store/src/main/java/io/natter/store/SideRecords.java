package io.natter.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Small values by key beside a stream's records: its configuration, the state of its consumers.
 *
 * <p>Confined to the stream's owner. All values are held in memory: their number and size bound it.
 *
 * <p>The changes between two writes outlive a crash together or not at all.
 */
public interface SideRecords {
    /** Longest key, in bytes of UTF-8. */
    int KEY_BYTES_MAX = 1024;

    /** Largest value, in bytes. */
    int VALUE_BYTES_MAX = 64 << 20;

    /** The keys there are, in order. */
    List<String> keys();

    /** The value of a key, or null; a copy. */
    byte @Nullable [] get(String key);

    /** Sets a value. In memory until {@link #write} or {@link #commit}. */
    void put(String key, byte[] value);

    /** Removes a value; nothing happens when there is none. */
    void remove(String key);

    /**
     * Hands all changes to the operating system: they outlive the process, not a power cut.
     *
     * @throws StoreFullException when the disk has no space; the changes are kept, and tried again with the next call
     * @throws StoreFailedException when the disk cannot be written; the old values are still there after the next opening
     */
    void write();

    /**
     * Writes all changes and has them forced to disk, together with what others have waiting.
     *
     * @param commit called once when they are on disk, or with what went wrong; see {@link StreamWriter#commit}
     */
    void commit(Commit commit);
}
