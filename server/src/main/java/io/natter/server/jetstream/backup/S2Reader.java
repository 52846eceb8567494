package io.natter.server.jetstream.backup;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Takes bytes out of the frames of S2 or Snappy, however they are cut.
 *
 * <p>Confined to one thread. Keeps at most one frame that is not complete, whose length is bounded by its form.
 */
final class S2Reader {
    private static final int HEAD_BYTES = 4;
    private static final int CHECKSUM_BYTES = 4;
    private static final int SKIPPABLE = 0x80;

    private byte[] buffer = {};
    private int length;
    private int at;

    /** Adds bytes. */
    void add(byte[] bytes) {
        byte[] joined = new byte[length - at + bytes.length];
        System.arraycopy(buffer, at, joined, 0, length - at);
        System.arraycopy(bytes, 0, joined, length - at, bytes.length);
        buffer = joined;
        length = joined.length;
        at = 0;
    }

    /**
     * The data of the next frame that has any, or null when more bytes are needed.
     *
     * @throws BackupException if a frame is malformed
     */
    byte @Nullable [] next() {
        while (length - at >= HEAD_BYTES) {
            int kind = buffer[at] & 0xff;
            int size = buffer[at + 1] & 0xff | (buffer[at + 2] & 0xff) << 8 | (buffer[at + 3] & 0xff) << 16;
            if (length - at - HEAD_BYTES < size) {
                return null;
            }
            int from = at + HEAD_BYTES;
            at = from + size;
            if (kind == S2Writer.COMPRESSED || kind == S2Writer.UNCOMPRESSED) {
                return data(kind, from, size);
            }
            if (kind < SKIPPABLE) {
                throw new BackupException("s2: unsupported frame");
            }
        }
        return null;
    }

    /** Whether nothing is left of a frame. */
    boolean isEmpty() {
        return at == length;
    }

    private byte[] data(int kind, int from, int size) {
        if (size < CHECKSUM_BYTES) {
            throw new BackupException("s2: corrupt input");
        }
        int checksum = 0;
        for (int i = 0; i < CHECKSUM_BYTES; i++) {
            checksum |= (buffer[from + i] & 0xff) << 8 * i;
        }
        int begin = from + CHECKSUM_BYTES;
        byte[] data = kind == S2Writer.COMPRESSED
                ? S2Block.decompress(buffer, begin, size - CHECKSUM_BYTES)
                : Arrays.copyOfRange(buffer, begin, from + size);
        if (S2Writer.checksum(data, 0, data.length) != checksum) {
            throw new BackupException("s2: crc mismatch");
        }
        return data;
    }
}
