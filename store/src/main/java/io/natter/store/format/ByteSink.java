package io.natter.store.format;

import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * Bytes that are put together in memory.
 *
 * <p>Confined to one thread.
 */
final class ByteSink {
    private byte[] bytes;
    private int length;

    /** Room for so many bytes at first. */
    ByteSink(int capacity) {
        bytes = new byte[capacity];
    }

    int length() {
        return length;
    }

    void put16(int value) {
        int at = room(2);
        LittleEndian.put16(bytes, at, value);
    }

    void put32(int value) {
        int at = room(4);
        LittleEndian.put32(bytes, at, value);
    }

    void put64(long value) {
        int at = room(8);
        LittleEndian.put64(bytes, at, value);
    }

    void put(byte[] source) {
        int at = room(source.length);
        System.arraycopy(source, 0, bytes, at, source.length);
    }

    /** Appends the checksum of all from a position on. */
    void putChecksum(int from) {
        var crc = new CRC32C();
        crc.update(bytes, from, length - from);
        put32((int) crc.getValue());
    }

    void put(ByteSink source) {
        int at = room(source.length);
        System.arraycopy(source.bytes, 0, bytes, at, source.length);
    }

    /** All bytes; nothing may be put after that. */
    byte[] toBytes() {
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }

    private int room(int count) {
        if (length + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + count, bytes.length + (bytes.length >> 1)));
        }
        int at = length;
        length += count;
        return at;
    }
}
