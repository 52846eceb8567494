package io.natter.store.stream;

import io.natter.store.Commit;
import io.natter.store.RecordDraft;
import io.natter.store.RecoveryReport;
import io.natter.store.index.StreamIndex;

/**
 * Where the bytes of one stream go.
 *
 * <p>Confined to the stream's owner, but for {@link #index} and {@link #durableSeq}.
 */
public interface Backing {
    /** What is known of the records; another object after a unit had to be undone. Thread-safe. */
    StreamIndex index();

    /** Everything up to here is on disk. Thread-safe. */
    long durableSeq();

    /** What opening found. */
    RecoveryReport recovery();

    /** Whether this sequence was found lost when the stream was opened. Thread-safe. */
    boolean isLost(long seq);

    /** How many were. Thread-safe. */
    long lostCount();

    /** What a record counts. */
    int countedBytes(int subjectLength, int headersLength, int payloadLength);

    /**
     * Takes a record's bytes, and adds the segment they are in to the index if it is a new one.
     *
     * @return the place in the last segment of the index
     * @throws io.natter.store.StoreException when it is refused; nothing changed
     */
    int append(RecordDraft draft, long seq);

    /** Throws when nothing can be changed any more. */
    void checkWritable();

    /** Throws when its records cannot be read any more, since it was closed. */
    default void checkReadable() {}

    /** A record was removed from the index. */
    void onRemoved(long seq);

    /** The last sequence was raised without a record. */
    void onSkipped(long lastSeq);

    /** Everything is to be removed: clears the index, keeping what is needed to go on. */
    void clear();

    /** Ends the unit. */
    void commit(Commit commit);

    /** Undoes what was done since the last commit. */
    void rollBack();

    /** Ends the unit, and goes on with {@code lastSeq + 1}; records above are gone. On disk when it returns. */
    void truncate(long lastSeq);

    /** Ends the unit, removes everything, and goes on with {@code firstSeq}. On disk when it returns. */
    void restart(long firstSeq);

    /** A bounded step of housekeeping; whether there is more. */
    boolean maintain();

    /** Has a removed record's bytes overwritten once its removal is on disk. */
    void erase(long seq);
}
