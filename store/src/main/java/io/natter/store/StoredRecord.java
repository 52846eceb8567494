package io.natter.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A record as it was read: its facts, and a view of its bytes.
 *
 * <p>Immutable; the bytes are shared with the store and must not be changed.
 *
 * <pre>
 *  bytes: ... | subject | headers | payload | ...
 *               ^ from    ^ headersFrom       ^ payloadFrom + payloadLength
 * </pre>
 */
public final class StoredRecord {
    private final long seq;
    private final long timeNs;
    private final long expiryNs;
    private final byte[] bytes;
    private final int from;
    private final int subjectLength;
    private final int headersLength;
    private final int payloadLength;

    /** A record whose subject begins at {@code content.from()}. */
    public StoredRecord(long seq, long timeNs, long expiryNs, Content content) {
        this.seq = seq;
        this.timeNs = timeNs;
        this.expiryNs = expiryNs;
        this.bytes = content.bytes();
        this.from = content.from();
        this.subjectLength = content.subjectLength();
        this.headersLength = content.headersLength();
        this.payloadLength = content.payloadLength();
    }

    /**
     * Where the bytes of a record are: subject, headers and payload behind each other.
     *
     * <p>Immutable.
     */
    @SuppressWarnings("ArrayRecordComponent") // identity is never asked for
    public record Content(byte[] bytes, int from, int subjectLength, int headersLength, int payloadLength) {}

    /** Its sequence. */
    public long seq() {
        return seq;
    }

    /** When it was stored, in ns since 1970. */
    public long timeNs() {
        return timeNs;
    }

    /** When it removes itself, in ns since 1970; 0 for never, {@link RecordDraft#STAYS} when its age does not count either. */
    public long expiryNs() {
        return expiryNs;
    }

    /** The bytes that hold subject, headers and payload. */
    public byte[] bytes() {
        return bytes;
    }

    /** Where the subject begins. */
    public int subjectFrom() {
        return from;
    }

    /** How long the subject is. */
    public int subjectLength() {
        return subjectLength;
    }

    /** Where the headers begin. */
    public int headersFrom() {
        return from + subjectLength;
    }

    /** How long the headers are; 0 when there are none. */
    public int headersLength() {
        return headersLength;
    }

    /** Where the payload begins. */
    public int payloadFrom() {
        return from + subjectLength + headersLength;
    }

    /** How long the payload is. */
    public int payloadLength() {
        return payloadLength;
    }

    /** A copy of the subject. */
    public byte[] subject() {
        return Arrays.copyOfRange(bytes, from, from + subjectLength);
    }

    /** A copy of the headers. */
    public byte[] headers() {
        return Arrays.copyOfRange(bytes, headersFrom(), headersFrom() + headersLength);
    }

    /** A copy of the payload. */
    public byte[] payload() {
        return Arrays.copyOfRange(bytes, payloadFrom(), payloadFrom() + payloadLength);
    }

    @Override
    public String toString() {
        return seq + " " + new String(bytes, from, subjectLength, StandardCharsets.UTF_8) + " (" + headersLength + " + "
                + payloadLength + " bytes)";
    }
}
