package io.natter.store.format;

import io.natter.store.StoreFormatException;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The first 64 bytes of a file of records.
 *
 * <p>Immutable.
 *
 * <pre>
 *   0  u64  magic "NATTRSEG"
 *   8  u16  version: 1
 *  10  u16  kind of file: 1 records, 2 side records
 *  12  u32  flags: bit 0 = restarts: earlier files end before baseSeq
 *  16  u64  ordinal: order of the files of a stream, as in the name
 *  24  u64  baseSeq: no record here has a lower sequence
 *  32  u64  floorSeq: every record of the stream below it was removed when the file was made
 *  40  u64  coversSeq: this file stands for all files up to this sequence (rewritten files); else 0
 *  48  i64  made, in ns since 1970
 *  56  u32  salt: mixed into every checksum of the file, so that bytes of other files are not taken for its own
 *  60  u32  CRC32C of bytes 0 to 59
 * </pre>
 *
 * @param kind what is in the file
 * @param restarts whether earlier files end before {@code baseSeq}, whatever they hold
 * @param ordinal order of the file
 * @param baseSeq lowest sequence
 * @param floorSeq lowest sequence that was not removed
 * @param coversSeq highest sequence of the files this one replaces, or 0
 * @param madeNs when, in ns since 1970
 * @param salt the file's own
 */
public record SegmentHeader(
        Kind kind, boolean restarts, long ordinal, long baseSeq, long floorSeq, long coversSeq, long madeNs, int salt) {
    /** Length in bytes. */
    public static final int BYTES = 64;

    private static final long MAGIC = 0x474553525454414eL;
    private static final int VERSION = 1;
    private static final int CHECKED_BYTES = 60;

    /** What is in a file. */
    public enum Kind {
        /** Records of a stream. */
        RECORDS(1),
        /** Side records of a stream. */
        SIDE(2);

        private final int code;

        Kind(int code) {
            this.code = code;
        }
    }

    /** The header of a new file of records. */
    public static SegmentHeader ofRecords(long ordinal, long baseSeq, long floorSeq, long madeNs, int salt) {
        return new SegmentHeader(Kind.RECORDS, false, ordinal, baseSeq, floorSeq, 0, madeNs, salt);
    }

    /** The bytes. */
    public byte[] encode() {
        byte[] bytes = new byte[BYTES];
        LittleEndian.put64(bytes, 0, MAGIC);
        LittleEndian.put16(bytes, 8, VERSION);
        LittleEndian.put16(bytes, 10, kind.code);
        LittleEndian.put32(bytes, 12, restarts ? 1 : 0);
        LittleEndian.put64(bytes, 16, ordinal);
        LittleEndian.put64(bytes, 24, baseSeq);
        LittleEndian.put64(bytes, 32, floorSeq);
        LittleEndian.put64(bytes, 40, coversSeq);
        LittleEndian.put64(bytes, 48, madeNs);
        LittleEndian.put32(bytes, 56, salt);
        LittleEndian.put32(bytes, CHECKED_BYTES, checksum(bytes));
        return bytes;
    }

    /**
     * Reads a header.
     *
     * @param bytes at least 64, or it is damaged
     * @return null when it is damaged
     * @throws StoreFormatException when it is whole, and of a version this program does not know
     */
    public static @Nullable SegmentHeader decode(byte[] bytes, String file) {
        if (bytes.length < BYTES
                || LittleEndian.i64(bytes, 0) != MAGIC
                || LittleEndian.i32(bytes, CHECKED_BYTES) != checksum(bytes)) {
            return null;
        }
        int version = LittleEndian.u16(bytes, 8);
        int code = LittleEndian.u16(bytes, 10);
        if (version != VERSION || code < 1 || code > Kind.values().length) {
            throw new StoreFormatException(
                    file + ": got format " + version + " of kind " + code + ", expected format " + VERSION
                            + "; was it written by a newer version?",
                    null);
        }
        return new SegmentHeader(
                Kind.values()[code - 1],
                (LittleEndian.i32(bytes, 12) & 1) != 0,
                LittleEndian.i64(bytes, 16),
                LittleEndian.i64(bytes, 24),
                LittleEndian.i64(bytes, 32),
                LittleEndian.i64(bytes, 40),
                LittleEndian.i64(bytes, 48),
                LittleEndian.i32(bytes, 56));
    }

    private static int checksum(byte[] bytes) {
        var crc = new CRC32C();
        crc.update(bytes, 0, CHECKED_BYTES);
        return (int) crc.getValue();
    }
}
