package io.natter.store;

/**
 * One subject in numbers.
 *
 * <p>Immutable; the array is the store's own and must not be changed.
 *
 * @param subject its bytes
 * @param count records with it
 * @param firstSeq sequence of the first of them
 * @param lastSeq sequence of the last of them
 */
@SuppressWarnings("ArrayRecordComponent") // identity is never asked for
public record SubjectState(byte[] subject, long count, long firstSeq, long lastSeq) {}
