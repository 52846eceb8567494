package io.natter.store;

/** Whether a record fits the limits as the stream is now. */
public enum Admission {
    /** It fits. */
    FITS,
    /** There would be too many records. */
    RECORDS,
    /** There would be too many bytes. */
    BYTES,
    /** Its subject would have too many records. */
    PER_SUBJECT
}
