package io.natter.server.jetstream.backup;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.compression.Snappy;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * Puts bytes into the frames of S2: compressed as Snappy does, which every reader of S2 takes, or as they are where that saves nothing.
 *
 * <p>Confined to one thread. Holds back a block until it is full, or {@link #flush} is called.
 *
 * <pre>
 *  frame  u8 kind: 0xff identifier, 0x00 compressed, 0x01 uncompressed
 *         | u24 length of the rest | u32 masked CRC32C of the data | data
 * </pre>
 */
final class S2Writer {
    static final byte[] IDENTIFIER = "S2sTwO".getBytes(StandardCharsets.US_ASCII);
    static final int COMPRESSED = 0x00;
    static final int UNCOMPRESSED = 0x01;
    static final int IDENTIFIER_KIND = 0xff;

    private static final int BLOCK_BYTES = Short.MAX_VALUE; // Netty's compression looks back no further
    private static final int CHECKSUM_BYTES = 4;
    private static final int MASK = 0xa282ead8;

    private final ByteArrayOutputStream out;
    private final Snappy snappy = new Snappy();
    private final byte[] block = new byte[BLOCK_BYTES];
    private int length;
    private boolean isBegun;

    S2Writer(ByteArrayOutputStream out) {
        this.out = out;
    }

    /** Writes bytes. */
    void write(byte[] bytes, int from, int count) {
        int end = from + count;
        for (int at = from; at < end; ) {
            int step = Math.min(BLOCK_BYTES - length, end - at);
            System.arraycopy(bytes, at, block, length, step);
            length += step;
            at += step;
            if (length == BLOCK_BYTES) {
                flush();
            }
        }
    }

    /** Writes what was held back. */
    void flush() {
        if (!isBegun) {
            isBegun = true;
            head(IDENTIFIER_KIND, IDENTIFIER.length);
            out.writeBytes(IDENTIFIER);
        }
        if (length == 0) {
            return;
        }
        ByteBuf compressed = Unpooled.buffer(length);
        snappy.reset();
        snappy.encode(Unpooled.wrappedBuffer(block, 0, length), compressed, length);
        boolean isSmaller = compressed.readableBytes() < length;
        int size = isSmaller ? compressed.readableBytes() : length;
        head(isSmaller ? COMPRESSED : UNCOMPRESSED, size + CHECKSUM_BYTES);
        littleEndian(checksum(block, 0, length), CHECKSUM_BYTES);
        if (isSmaller) {
            out.write(compressed.array(), compressed.arrayOffset() + compressed.readerIndex(), size);
        } else {
            out.write(block, 0, length);
        }
        length = 0;
    }

    /** The checksum of data as it stands in a frame. */
    static int checksum(byte[] bytes, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, length);
        return Integer.rotateRight((int) crc.getValue(), 15) + MASK;
    }

    private void head(int kind, int size) {
        out.write(kind);
        littleEndian(size, 3);
    }

    private void littleEndian(int value, int count) {
        for (int i = 0; i < count; i++) {
            out.write(value >>> 8 * i);
        }
    }
}
