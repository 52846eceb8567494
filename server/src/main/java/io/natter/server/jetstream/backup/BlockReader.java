package io.natter.server.jetstream.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Reads the message blocks of nats-server's file store, one after the other, however their bytes are cut.
 *
 * <p>Confined to one thread. Holds no more than one record that is not complete. Checksums of records are left to the frames around
 * them, which have their own.
 *
 * <pre>
 *  record  u32 length; bit 31: has headers | u64 sequence; bit 63: erased, bit 62: tells of a removal elsewhere | u64 time, ns
 *          | u16 length of subject | subject | u32 length of headers, if any | headers | payload | u64 checksum     little-endian
 * </pre>
 */
final class BlockReader {
    private static final int HEAD_BYTES = 22;
    private static final int CHECKSUM_BYTES = 8;
    private static final int HEADERS_BIT = 1 << 31;
    private static final long ERASED_BIT = 1L << 63;
    private static final long REMOVED_BIT = 1L << 62;
    private static final byte[] COMPRESSED = "cmp".getBytes(UTF_8);

    private final BackupTarget target;
    private final long recordBytesMost;
    private BlockIndex index = BlockIndex.NONE;
    private byte[] buffer = {};
    private int length;
    private boolean isAtStart = true;
    private long highestSeq;

    BlockReader(long messageBytesMost, BackupTarget target) {
        this.target = target;
        this.recordBytesMost = messageBytesMost + HEAD_BYTES + CHECKSUM_BYTES + 4 + (64 << 10);
    }

    /** The next block begins; the index tells what is removed in it. */
    void begin(BlockIndex of) {
        index = of;
        isAtStart = true;
    }

    /** The highest sequence any record told of. */
    long highestSeq() {
        return highestSeq;
    }

    /**
     * Takes more bytes of a block.
     *
     * @throws BackupException if they are no records
     */
    void add(byte[] bytes, int from, int count) {
        if (buffer.length < length + count) {
            buffer = Arrays.copyOf(buffer, Math.max(length + count, 2 * buffer.length));
        }
        System.arraycopy(bytes, from, buffer, length, count);
        length += count;
        int at = 0;
        ByteBuffer view = ByteBuffer.wrap(buffer, 0, length).order(ByteOrder.LITTLE_ENDIAN);
        while (length - at >= HEAD_BYTES) {
            if (isAtStart && Arrays.equals(buffer, at, at + COMPRESSED.length, COMPRESSED, 0, COMPRESSED.length)) {
                throw new BackupException("message block is compressed");
            }
            isAtStart = false;
            int size = view.getInt(at) & ~HEADERS_BIT;
            if (size < HEAD_BYTES + CHECKSUM_BYTES || size > recordBytesMost) {
                throw new BackupException("message block is corrupt");
            }
            if (length - at < size) {
                break;
            }
            record(view, at, size);
            at += size;
        }
        System.arraycopy(buffer, at, buffer, 0, length - at);
        length -= at;
    }

    /**
     * The block ends.
     *
     * @throws BackupException if a record is cut off
     */
    void end() {
        if (length > 0) {
            throw new BackupException("message block is corrupt");
        }
    }

    private void record(ByteBuffer view, int at, int size) {
        long marked = view.getLong(at + 4);
        long seq = marked & ~ERASED_BIT & ~REMOVED_BIT;
        if (seq != 0) {
            highestSeq = Math.max(highestSeq, seq);
        }
        if ((marked & REMOVED_BIT) != 0) {
            target.remove(seq);
        } else if (marked == seq && seq > target.lastSeq() && !index.isRemoved(seq)) {
            message(view, at, size, seq);
        }
    }

    private void message(ByteBuffer view, int at, int size, long seq) {
        boolean hasHeaders = view.getInt(at) < 0;
        int subjectAt = at + HEAD_BYTES;
        int headersAt = subjectAt + (view.getShort(at + 20) & 0xffff);
        int end = at + size - CHECKSUM_BYTES;
        if (headersAt + (hasHeaders ? 4 : 0) > end) {
            throw new BackupException("message block is corrupt");
        }
        int headersLength = hasHeaders ? view.getInt(headersAt) : 0;
        String subject = new String(buffer, subjectAt, headersAt - subjectAt, UTF_8);
        headersAt += hasHeaders ? 4 : 0;
        if (headersLength < 0 || headersLength > end - headersAt || subject.isEmpty()) {
            throw new BackupException("message block is corrupt");
        }
        int payloadAt = headersAt + headersLength;
        target.add(new ArchiveEntry(
                subject,
                view.getLong(at + 12),
                seq,
                Arrays.copyOfRange(buffer, headersAt, payloadAt),
                Arrays.copyOfRange(buffer, payloadAt, end)));
    }
}
