package io.natter.store.memory;

import io.natter.store.RecordDraft;
import io.natter.store.StoredRecord;
import io.natter.store.format.LittleEndian;
import java.util.Arrays;

/**
 * A record's bytes in a chunk of memory.
 *
 * <p>Thread-safe: pure functions.
 *
 * <pre>
 *  time 8 | subject length, headers length and payload length, each 7 bits a byte from the lowest on | expiry 8 or 0 | subject | headers | payload
 *           ^ the subject's twice, plus 1 when there is an expiry
 * </pre>
 */
final class MemoryRecord {
    private static final int TIME = 0;
    private static final int LENGTHS = 8;
    private static final int MORE = 0x80;

    private MemoryRecord() {}

    /**
     * How many bytes a record takes.
     *
     * @throws IllegalArgumentException when that is more than an array can hold
     */
    static int size(RecordDraft draft) {
        long content = (long) draft.subjectLength() + draft.headersLength() + draft.payloadLength();
        long size = LENGTHS
                + width(firstLength(draft))
                + width(draft.headersLength())
                + width(draft.payloadLength())
                + (draft.expiryNs() == 0 ? 0 : Long.BYTES)
                + content;
        if (size > Integer.MAX_VALUE - Long.BYTES) {
            throw new IllegalArgumentException("record: got " + content + " bytes, expected at most 2 GiB");
        }
        return (int) size;
    }

    /** Writes a record. */
    static void put(RecordDraft draft, byte[] chunk, int at) {
        LittleEndian.put64(chunk, at + TIME, draft.timeNs());
        int to = putLength(firstLength(draft), chunk, at + LENGTHS);
        to = putLength(draft.headersLength(), chunk, to);
        to = putLength(draft.payloadLength(), chunk, to);
        if (draft.expiryNs() != 0) {
            LittleEndian.put64(chunk, to, draft.expiryNs());
            to += Long.BYTES;
        }
        System.arraycopy(draft.subjectBytes(), draft.subjectFrom(), chunk, to, draft.subjectLength());
        to += draft.subjectLength();
        System.arraycopy(draft.headersBytes(), draft.headersFrom(), chunk, to, draft.headersLength());
        to += draft.headersLength();
        System.arraycopy(draft.payloadBytes(), draft.payloadFrom(), chunk, to, draft.payloadLength());
    }

    /** When a record was stored, in ns since 1970. */
    static long timeNs(byte[] chunk, int at) {
        return LittleEndian.i64(chunk, at + TIME);
    }

    /** How many bytes a record takes that was written. */
    static int size(byte[] chunk, int at) {
        return contentAt(chunk, at) - at + contentLength(chunk, at);
    }

    /** A view of a record. */
    static StoredRecord read(byte[] chunk, int at, long seq) {
        int first = length(chunk, at + LENGTHS);
        int headersAt = at + LENGTHS + width(first);
        int headersLength = length(chunk, headersAt);
        int payloadAt = headersAt + width(headersLength);
        int payloadLength = length(chunk, payloadAt);
        int from = payloadAt + width(payloadLength);
        long expiryNs = 0;
        if ((first & 1) != 0) {
            expiryNs = LittleEndian.i64(chunk, from);
            from += Long.BYTES;
        }
        return new StoredRecord(
                seq,
                timeNs(chunk, at),
                expiryNs,
                new StoredRecord.Content(chunk, from, first >> 1, headersLength, payloadLength));
    }

    /** Overwrites what a record says; how long it is stays. */
    static void erase(byte[] chunk, int at) {
        int from = contentAt(chunk, at);
        Arrays.fill(chunk, from, from + contentLength(chunk, at), (byte) 0);
    }

    private static int contentAt(byte[] chunk, int at) {
        int first = length(chunk, at + LENGTHS);
        int headersAt = at + LENGTHS + width(first);
        int payloadAt = headersAt + width(length(chunk, headersAt));
        return payloadAt + width(length(chunk, payloadAt)) + ((first & 1) == 0 ? 0 : Long.BYTES);
    }

    private static int contentLength(byte[] chunk, int at) {
        int first = length(chunk, at + LENGTHS);
        int headersAt = at + LENGTHS + width(first);
        int headersLength = length(chunk, headersAt);
        return (first >> 1) + headersLength + length(chunk, headersAt + width(headersLength));
    }

    private static int firstLength(RecordDraft draft) {
        return draft.subjectLength() << 1 | (draft.expiryNs() == 0 ? 0 : 1);
    }

    // --- Lengths, 7 bits a byte

    private static int width(int length) {
        return (38 - Integer.numberOfLeadingZeros(length | 1)) / 7;
    }

    private static int putLength(int length, byte[] chunk, int at) {
        int rest = length;
        int to = at;
        while (rest >= MORE) {
            chunk[to++] = (byte) (rest | MORE);
            rest >>>= 7;
        }
        chunk[to] = (byte) rest;
        return to + 1;
    }

    private static int length(byte[] chunk, int at) {
        int value = chunk[at];
        if (value >= 0) {
            return value;
        }
        value &= MORE - 1;
        int shift = 7;
        int next = at + 1;
        while (chunk[next] < 0) {
            value |= (chunk[next++] & MORE - 1) << shift;
            shift += 7;
        }
        return value | chunk[next] << shift;
    }
}
