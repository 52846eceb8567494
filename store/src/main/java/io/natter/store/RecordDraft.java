package io.natter.store;

/**
 * A record about to be appended: views of bytes that belong to somebody else.
 *
 * <p>Confined to one thread. One draft serves for any number of records: set what changes, append, set again.
 */
public final class RecordDraft {
    /** The expiry of a record that stays whatever the limit of age. */
    public static final long STAYS = Long.MAX_VALUE;

    private static final byte[] NOTHING = {};

    private byte[] subject = NOTHING;
    private int subjectFrom;
    private int subjectLength;
    private byte[] headers = NOTHING;
    private int headersFrom;
    private int headersLength;
    private byte[] payload = NOTHING;
    private int payloadFrom;
    private int payloadLength;
    private long timeNs;
    private long expiryNs;
    private long seq;

    /** A draft without anything. */
    public RecordDraft() {}

    /** Sets the subject: 1 to 65,535 bytes. */
    public RecordDraft subject(byte[] bytes, int from, int length) {
        subject = bytes;
        subjectFrom = from;
        subjectLength = length;
        return this;
    }

    /** Sets the subject to all of these bytes. */
    public RecordDraft subject(byte[] bytes) {
        return subject(bytes, 0, bytes.length);
    }

    /** Sets the headers; no bytes for none. */
    public RecordDraft headers(byte[] bytes, int from, int length) {
        headers = bytes;
        headersFrom = from;
        headersLength = length;
        return this;
    }

    /** Sets the headers to all of these bytes. */
    public RecordDraft headers(byte[] bytes) {
        return headers(bytes, 0, bytes.length);
    }

    /** Sets the payload. */
    public RecordDraft payload(byte[] bytes, int from, int length) {
        payload = bytes;
        payloadFrom = from;
        payloadLength = length;
        return this;
    }

    /** Sets the payload to all of these bytes. */
    public RecordDraft payload(byte[] bytes) {
        return payload(bytes, 0, bytes.length);
    }

    /** Sets the time in ns since 1970. */
    public RecordDraft timeNs(long time) {
        timeNs = time;
        return this;
    }

    /** Sets when the record removes itself, in ns since 1970; 0 for never, {@link #STAYS} when its age does not count either. */
    public RecordDraft expiryNs(long expiry) {
        expiryNs = expiry;
        return this;
    }

    /** Sets the sequence it must get, above the last; 0 for the next one. */
    public RecordDraft seq(long wanted) {
        seq = wanted;
        return this;
    }

    /** The bytes that hold the subject. */
    public byte[] subjectBytes() {
        return subject;
    }

    /** Where the subject begins in them. */
    public int subjectFrom() {
        return subjectFrom;
    }

    /** How long the subject is. */
    public int subjectLength() {
        return subjectLength;
    }

    /** The bytes that hold the headers. */
    public byte[] headersBytes() {
        return headers;
    }

    /** Where the headers begin in them. */
    public int headersFrom() {
        return headersFrom;
    }

    /** How long the headers are. */
    public int headersLength() {
        return headersLength;
    }

    /** The bytes that hold the payload. */
    public byte[] payloadBytes() {
        return payload;
    }

    /** Where the payload begins in them. */
    public int payloadFrom() {
        return payloadFrom;
    }

    /** How long the payload is. */
    public int payloadLength() {
        return payloadLength;
    }

    /** The time in ns since 1970. */
    public long timeNs() {
        return timeNs;
    }

    /** When it removes itself, in ns since 1970; 0 for never. */
    public long expiryNs() {
        return expiryNs;
    }

    /** The sequence it must get; 0 for the next one. */
    public long seq() {
        return seq;
    }
}
