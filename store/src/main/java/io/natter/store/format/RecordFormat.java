package io.natter.store.format;

import static io.natter.store.format.LittleEndian.i32;
import static io.natter.store.format.LittleEndian.i64;
import static io.natter.store.format.LittleEndian.put32;
import static io.natter.store.format.LittleEndian.u16;

import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * One record in a file.
 *
 * <p>Thread-safe: pure functions over bytes.
 *
 * <pre>
 *   0  u32  CRC32C of bytes 4 to the end, xor the file's salt
 *   4  u32  length of the record, this field and the checksum included
 *   8  u8   kind, see RecordKind
 *   9  u8   flags: 1 = has expiry, 2 = the unit goes on with the next record, 4 = headers and payload are packed
 *  10  u16  length of the subject
 *  12  u32  length of the headers, unpacked
 *  16  u64  sequence
 *  24  i64  time in ns since 1970
 *  32  u32  forced: so many bytes of this file were on disk when this was written
 *  36  i64  expiry in ns since 1970, when the flag says so
 *   .  u8   codec, u32 length of the payload, unpacked; when the flag says so
 *   .  subject, headers, payload
 * </pre>
 */
public final class RecordFormat {
    /** Bytes before the optional fields. */
    public static final int HEADER_BYTES = 36;

    /** Set when the record has an expiry. */
    public static final int HAS_EXPIRY = 1;

    /** Set when the unit goes on with the next record. */
    public static final int UNIT_GOES_ON = 2;

    /** Set when headers and payload are packed. */
    public static final int IS_PACKED = 4;

    /** Longest subject. */
    public static final int SUBJECT_BYTES_MAX = 0xffff;

    /** Longest record. */
    public static final int RECORD_BYTES_MAX = 256 << 20;

    private static final int FORCED_AT = 32;
    private static final int EXPIRY_BYTES = 8;
    private static final int PACKED_BYTES = 5;

    private RecordFormat() {}

    /** The bytes before the subject. */
    public static int prefixBytes(int flags) {
        return HEADER_BYTES
                + ((flags & HAS_EXPIRY) != 0 ? EXPIRY_BYTES : 0)
                + ((flags & IS_PACKED) != 0 ? PACKED_BYTES : 0);
    }

    /**
     * Begins a record that has no subject, no headers, no expiry and is not packed, all of which may be put behind this; the checksum, the
     * flag that the unit goes on, and what was forced come with {@link #seal}.
     */
    public static void begin(byte[] bytes, int at, int length, RecordKind kind, long seq, long timeNs) {
        put32(bytes, at + 4, length);
        bytes[at + 8] = (byte) kind.code();
        bytes[at + 9] = 0;
        LittleEndian.put16(bytes, at + 10, 0);
        put32(bytes, at + 12, 0);
        LittleEndian.put64(bytes, at + 16, seq);
        LittleEndian.put64(bytes, at + 24, timeNs);
    }

    /** Writes how long the subject and the unpacked headers are. */
    public static void putLengths(byte[] bytes, int at, int subjectLength, int headersLength) {
        LittleEndian.put16(bytes, at + 10, subjectLength);
        put32(bytes, at + 12, headersLength);
    }

    /** Writes the flags, and the expiry when they say that there is one. */
    public static void putFlags(byte[] bytes, int at, int flags, long expiryNs) {
        bytes[at + 9] = (byte) flags;
        if ((flags & HAS_EXPIRY) != 0) {
            LittleEndian.put64(bytes, at + HEADER_BYTES, expiryNs);
        }
    }

    /** Writes the codec and the unpacked length of the payload of a packed record. */
    public static void putPacked(byte[] bytes, int at, int codec, int payloadLength) {
        int field = at + prefixBytes(bytes[at + 9]) - PACKED_BYTES;
        bytes[field] = (byte) codec;
        put32(bytes, field + 1, payloadLength);
    }

    /** Finishes a record: its place in the unit, how much was forced, the checksum. */
    public static void seal(byte[] bytes, int at, boolean unitGoesOn, int forcedBytes, int salt) {
        if (unitGoesOn) {
            bytes[at + 9] |= UNIT_GOES_ON;
        } else {
            bytes[at + 9] &= ~UNIT_GOES_ON;
        }
        put32(bytes, at + FORCED_AT, forcedBytes);
        put32(bytes, at, checksum(bytes, at, length(bytes, at)) ^ salt);
    }

    /** Makes a message an erased one: what it was is overwritten with zeros. */
    public static void erase(byte[] bytes, int at, int salt) {
        int flags = flags(bytes, at);
        Arrays.fill(bytes, at + prefixBytes(flags), at + length(bytes, at), (byte) 0);
        bytes[at + 8] = (byte) RecordKind.ERASED.code();
        seal(bytes, at, (flags & UNIT_GOES_ON) != 0, forcedBytes(bytes, at), salt);
    }

    /** Whether the bytes here can be the first of a record: all of the fixed header must be there. */
    public static boolean isPlausible(byte[] bytes, int at, int available) {
        int length = length(bytes, at);
        if (length < HEADER_BYTES || length > available) {
            return false;
        }
        RecordKind kind = kind(bytes, at);
        int content = length - prefixBytes(flags(bytes, at));
        boolean isPacked = (flags(bytes, at) & IS_PACKED) != 0;
        int headers = headersLength(bytes, at);
        return kind != RecordKind.NONE
                && headers >= 0
                && content >= subjectLength(bytes, at)
                && (isPacked || content - subjectLength(bytes, at) >= headers);
    }

    /** Whether a plausible record's checksum is right. */
    public static boolean isWhole(byte[] bytes, int at, int salt) {
        return (checksum(bytes, at, length(bytes, at)) ^ salt) == i32(bytes, at);
    }

    private static int checksum(byte[] bytes, int at, int length) {
        var crc = new CRC32C();
        crc.update(bytes, at + 4, length - 4);
        return (int) crc.getValue();
    }

    /** Length of the record. */
    public static int length(byte[] bytes, int at) {
        return i32(bytes, at + 4);
    }

    /** Its kind. */
    public static RecordKind kind(byte[] bytes, int at) {
        return RecordKind.of(bytes[at + 8]);
    }

    /** Its flags. */
    public static int flags(byte[] bytes, int at) {
        return bytes[at + 9];
    }

    /** Length of its subject. */
    public static int subjectLength(byte[] bytes, int at) {
        return u16(bytes, at + 10);
    }

    /** Length of its headers, unpacked. */
    public static int headersLength(byte[] bytes, int at) {
        return i32(bytes, at + 12);
    }

    /** Its sequence. */
    public static long seq(byte[] bytes, int at) {
        return i64(bytes, at + 16);
    }

    /** Its time. */
    public static long timeNs(byte[] bytes, int at) {
        return i64(bytes, at + 24);
    }

    /** How much of the file was on disk when it was written. */
    public static int forcedBytes(byte[] bytes, int at) {
        return i32(bytes, at + FORCED_AT);
    }

    /** Its expiry; 0 when it has none. */
    public static long expiryNs(byte[] bytes, int at) {
        return (flags(bytes, at) & HAS_EXPIRY) == 0 ? 0 : i64(bytes, at + HEADER_BYTES);
    }

    /** The codec of a packed record. */
    public static int codec(byte[] bytes, int at) {
        return bytes[at + prefixBytes(flags(bytes, at)) - PACKED_BYTES] & 0xff;
    }

    /** Length of its payload, unpacked. */
    public static int payloadLength(byte[] bytes, int at) {
        int flags = flags(bytes, at);
        int prefix = prefixBytes(flags);
        return (flags & IS_PACKED) != 0
                ? i32(bytes, at + prefix - 4)
                : length(bytes, at) - prefix - subjectLength(bytes, at) - headersLength(bytes, at);
    }

    /** Where its subject begins. */
    public static int subjectAt(byte[] bytes, int at) {
        return at + prefixBytes(flags(bytes, at));
    }

    /** Where its headers, or what is packed, begin. */
    public static int contentAt(byte[] bytes, int at) {
        return subjectAt(bytes, at) + subjectLength(bytes, at);
    }
}
