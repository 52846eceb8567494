package io.natter.store.format;

/** What a record in a file is. Immutable. */
public enum RecordKind {
    /** No record: what zeroed bytes would be. */
    NONE(0),
    /** A message. */
    MESSAGE(1),
    /** Removals: the sequence is the floor below which all is gone; the payload is ranges of {@code u64 first, u64 count}. */
    REMOVALS(2),
    /** Sequences left out: the sequence is the highest one used. */
    SKIP(3),
    /** A message whose content was overwritten. */
    ERASED(4),
    /** A side record: the subject is the key, the payload the value. */
    SIDE_PUT(5),
    /** A side record taken away: the subject is the key. */
    SIDE_REMOVE(6);

    private static final RecordKind[] BY_CODE = values();

    private final int code;

    RecordKind(int code) {
        this.code = code;
    }

    /** The number in the file. */
    public int code() {
        return code;
    }

    /** The kind with this code; NONE for a code there is not. */
    public static RecordKind of(int code) {
        return code < 0 || code >= BY_CODE.length ? NONE : BY_CODE[code];
    }
}
