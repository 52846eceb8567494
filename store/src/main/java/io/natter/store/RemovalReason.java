package io.natter.store;

/** Why the store removed a record that nobody asked it to remove. */
public enum RemovalReason {
    /** There were more records than {@link Limits#recordsMax}. */
    RECORDS,
    /** There were more bytes than {@link Limits#bytesMax}. */
    BYTES,
    /** Its subject had more records than {@link Limits#perSubjectMax}. */
    PER_SUBJECT,
    /** It was older than {@link Limits#ageNsMax}. */
    AGE,
    /** Its own time had come ({@link RecordDraft#expiryNs}). */
    EXPIRED
}
