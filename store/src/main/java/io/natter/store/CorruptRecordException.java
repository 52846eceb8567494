package io.natter.store;

/** A record's bytes on disk are damaged: they were left as they are, and every other record can be read. */
public final class CorruptRecordException extends StoreException {
    private static final long serialVersionUID = 1;

    private final long seq;

    /** A damaged record, with its file and where in it. */
    public CorruptRecordException(long seq, String where) {
        super("record " + seq + ": damaged in " + where, null);
        this.seq = seq;
    }

    /** Which record. */
    public long seq() {
        return seq;
    }
}
