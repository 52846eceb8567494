package io.natter.store;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What looks at a stream.
 *
 * <p>Thread-safe; never waits for the writer. The owner's own questions are answered exactly; another thread sees each record and
 * each subject as it was at some moment of the call.
 *
 * <p>Reads of one record throw {@link CorruptRecordException} when its bytes on disk are damaged, and {@link StoreFailedException}
 * when the disk cannot be read; every other record stays readable.
 */
public interface StreamReader {
    /** Counts, bytes, first and last sequence with their times. May read the first record. */
    StreamState state();

    /** The sequence of the first record; the last sequence plus one when there is none. */
    long firstSeq();

    /** The highest sequence ever used; 0 before the first. */
    long lastSeq();

    /** The time of the last record appended, in ns since 1970; 0 before the first. */
    long lastTimeNs();

    /** How many records there are. */
    long count();

    /** Their bytes, counted as {@link StreamOptions} says. */
    long bytes();

    /** Everything up to here is on disk (or, in lazy mode and in memory, written). */
    long durableSeq();

    /** The record with this sequence, or null when there is none. */
    @Nullable
    StoredRecord get(long seq);

    /** The subject of the record with this sequence, or null when there is none; reads no record. */
    byte @Nullable [] subject(long seq);

    /** Whether {@link #get} would find it in memory, as far as can be said now; also when there is no such record. */
    boolean isAtHand(long seq);

    /** The first record from {@code fromSeq} on whose subject matches, or null. */
    @Nullable
    StoredRecord next(SubjectFilter filter, long fromSeq);

    /**
     * The same as {@link #get}, without waiting for a disk.
     *
     * @throws NotAtHandException when it is not in memory
     */
    @Nullable
    StoredRecord getAtHand(long seq);

    /**
     * The same as {@link #next}, without waiting for a disk.
     *
     * @throws NotAtHandException when it, or what is needed to find it, is not in memory
     */
    @Nullable
    StoredRecord nextAtHand(SubjectFilter filter, long fromSeq);

    /** The sequence of what {@link #next} would return, or 0; reads no record. */
    long nextSeq(SubjectFilter filter, long fromSeq);

    /**
     * The sequence of a record to be read, by a thread that may wait for the disk, before the first one from {@code fromSeq} on can be found and
     * removed without; 0 when it can be now.
     */
    long coldSeq(long fromSeq);

    /** The last record up to {@code fromSeq} whose subject matches, or null. */
    @Nullable
    StoredRecord previous(SubjectFilter filter, long fromSeq);

    /** The last record whose subject matches, or null. */
    @Nullable
    StoredRecord last(SubjectFilter filter);

    /** The sequence of the last record with exactly this subject, or 0. */
    long lastSeqOf(byte[] subject, int from, int length);

    /** How many records have exactly this subject. */
    long countOf(byte[] subject, int from, int length);

    /**
     * The sequence of the last record of each matching subject, ascending.
     *
     * @param upToSeq records after this do not count: the last one up to here is meant
     * @param countMax when there would be more the answer is null
     */
    long @Nullable [] lastSeqs(SubjectFilter filter, long upToSeq, int countMax);

    /** How many records match. */
    long count(SubjectFilter filter);

    /** How many records from {@code fromSeq} on match. */
    long pending(SubjectFilter filter, long fromSeq);

    /** How many matching subjects have their last record at {@code fromSeq} or after. */
    long pendingLastPerSubject(SubjectFilter filter, long fromSeq);

    /** The sequence of the first record with this time or a later one; the last sequence plus one when there is none. */
    long seqAtTime(long timeNs);

    /** Tells each matching subject with its count, first and last sequence, in no order. */
    void subjects(SubjectFilter filter, Consumer<SubjectState> visitor);

    /** How many subjects match; {@link StreamState#subjectCount} is the answer for all of them. */
    int subjectCount(SubjectFilter filter);

    /** The sequences between the first and the last record that have none, as ranges in order. */
    void removed(Consumer<SequenceRange> visitor);

    /** All records as they are now, to be read later and at leisure, whatever the writer does. To be closed. */
    RecordSnapshot snapshot();
}
