package io.natter.store;

import org.jspecify.annotations.Nullable;

/**
 * What changes a stream: appends, removals, and the commits that make them last.
 *
 * <p>Confined to the stream's owner.
 *
 * <p>Every change is in force at once, for the owner and for readers. {@link #commit} closes a unit: all changes since the last
 * commit, which outlive a crash together or not at all. Changes that were never committed do not outlive the process.
 *
 * <p>Errors: {@link StoreFullException} and {@link StoreBusyException} refuse a change, nothing of it is stored and it may be
 * tried again; after {@link StoreFailedException} the stream can be read but no longer written until it is opened anew.
 */
public interface StreamWriter {
    /** The highest sequence that may be asked for: what follows has room enough. */
    long SEQ_MAX = 1L << 62;

    /** How many sequences may be left out after a record of the same unit. */
    long LEAP_MAX = Integer.MAX_VALUE / 2;

    /**
     * Appends a record, and then removes what the limits no longer allow (see {@link Limits}), telling the
     * {@link RemovalListener}.
     *
     * @param draft copied; may be used again at once
     * @return the sequence it got: the last one plus one, or what the draft asks for
     * @throws StoreFullException when the disk has no space; nothing was stored
     * @throws StoreBusyException when too much waits for the disk; nothing was stored
     * @throws StoreFailedException when the stream can no longer be written
     * @throws IllegalArgumentException when the record is too large or its sequence is not above the last
     */
    long append(RecordDraft draft);

    /** Whether the limits have room for this record without removing any; asked by streams that refuse new records. */
    Admission admit(RecordDraft draft);

    /**
     * Leaves out sequences: the next record gets this one. Those between count as removed. Where it is more than 2^31 further on, the unit
     * must have no records yet.
     *
     * @throws IllegalArgumentException when {@code nextSeq} is not above the last sequence, or above {@link #SEQ_MAX}
     */
    void skipTo(long nextSeq);

    /**
     * Removes a record.
     *
     * @return false when there is none with this sequence
     */
    boolean remove(long seq, Removal how);

    /** Removes many records at once, without telling the listener; returns how many. */
    long purge(PurgeRequest request);

    /**
     * Removes records that are too old (limit of age) or whose own time has come, telling the listener.
     *
     * @param nowNs the time in ns since 1970, the same clock as the records' times
     * @param countMax at most so many now, to keep the owner's turns short
     * @return how many were removed; {@code countMax} means that more may wait
     */
    int expire(long nowNs, int countMax);

    /**
     * The same without waiting for a disk: what is not in memory is to be brought there by another thread, which reads the record with
     * {@link Expired#coldSeq}, and then this is to be called again.
     *
     * @param brought that record; null when none was read, or there was none
     */
    Expired expireAtHand(long nowNs, int countMax, @Nullable StoredRecord brought);

    /**
     * How far records were expired.
     *
     * @param count how many were removed
     * @param coldSeq where it ended because a disk would have to be waited for; 0 when it did not
     */
    record Expired(int count, long coldSeq) {}

    /**
     * When {@link #expire} has something to do next, in ns since 1970; {@link Long#MAX_VALUE} for never. Does not wait for a disk: the time of
     * a record that is not in memory may be taken for an earlier one, until it was expired or looked at.
     */
    long nextExpiryNs();

    /** Sets other limits, and removes at once what they do not allow, telling the listener. */
    void limits(Limits limits);

    /** Who is told of records that limits, age or their own time removed; one at a time, replaces the one before. */
    void onRemoval(RemovalListener listener);

    /**
     * Ends a unit: writes all changes since the last commit, in one piece.
     *
     * <p>When writing is refused, the stream goes back to the last commit that was written: the changes of this unit are undone, and
     * {@code commit} learns why.
     *
     * @param commit called once: when the unit is on disk (or, in lazy mode and in memory, written), or with what went wrong. It
     *     runs on the committer's thread or on this one, and must be quick
     */
    void commit(Commit commit);

    /**
     * Undoes all changes since the last commit, as a commit that is refused does; nothing is written. Reads files anew, and is meant for
     * what is rare. In memory, where nothing is ever refused, only appends are undone.
     */
    void rollBack();

    /**
     * Takes back the newest records: the last sequence becomes {@code lastSeq}, and what follows gets the sequences anew.
     * Commits what was open, and is on disk when it returns. The listener is not told.
     */
    void truncate(long lastSeq);

    /** Removes everything and starts again at {@code firstSeq}. On disk when it returns. The listener is not told. */
    void restart(long firstSeq);

    /**
     * One bounded step of housekeeping: overwrites erased records, deletes files that hold nothing, rewrites those that hold
     * little. To be called from time to time, a few times a second while it says that there is more.
     *
     * @return whether there is more to do, now or once what was written is on disk
     */
    boolean maintain();
}
