package io.natter.server.jetstream.backup;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * Puts bytes into the frames of S2, uncompressed.
 *
 * <p>Confined to one thread.
 *
 * <pre>
 *  frame  u8 kind: 0xff identifier, 0x01 uncompressed | u24 length of the rest | u32 masked CRC32C of the data | data
 * </pre>
 */
final class S2Writer {
    static final byte[] IDENTIFIER = "S2sTwO".getBytes(StandardCharsets.US_ASCII);
    static final int UNCOMPRESSED = 0x01;
    static final int IDENTIFIER_KIND = 0xff;

    private static final int DATA_MOST = 64 << 10;
    private static final int CHECKSUM_BYTES = 4;
    private static final int MASK = 0xa282ead8;

    private final ByteArrayOutputStream out;
    private boolean isBegun;

    S2Writer(ByteArrayOutputStream out) {
        this.out = out;
    }

    /** Writes bytes, as one frame or several. */
    void write(byte[] bytes, int from, int length) {
        if (!isBegun) {
            isBegun = true;
            head(IDENTIFIER_KIND, IDENTIFIER.length);
            out.writeBytes(IDENTIFIER);
        }
        int end = from + length;
        for (int at = from; at < end; at += DATA_MOST) {
            int count = Math.min(DATA_MOST, end - at);
            head(UNCOMPRESSED, count + CHECKSUM_BYTES);
            littleEndian(checksum(bytes, at, count), CHECKSUM_BYTES);
            out.write(bytes, at, count);
        }
    }

    /** The checksum of data as it stands in a frame. */
    static int checksum(byte[] bytes, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, length);
        return Integer.rotateRight((int) crc.getValue(), 15) + MASK;
    }

    private void head(int kind, int length) {
        out.write(kind);
        littleEndian(length, 3);
    }

    private void littleEndian(int value, int count) {
        for (int i = 0; i < count; i++) {
            out.write(value >>> 8 * i);
        }
    }
}
