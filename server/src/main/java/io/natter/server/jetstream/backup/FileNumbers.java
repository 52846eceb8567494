package io.natter.server.jetstream.backup;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Reads the numbers of a small file of nats-server's store, which begins with two bytes: what it is, and a version.
 *
 * <p>Confined to one thread. Every reading is checked: {@link BackupException} when the bytes end.
 */
final class FileNumbers {
    private final String name;
    private final ByteBuffer in;
    private final int version;

    /**
     * Of a file.
     *
     * @param kind the byte it has to begin with
     */
    FileNumbers(String name, int kind, byte[] bytes) {
        this.name = name;
        this.in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int found = u8();
        this.version = u8();
        if (found != kind) {
            throw corrupt();
        }
    }

    int version() {
        return version;
    }

    /** What was not read. */
    byte[] rest() {
        byte[] rest = new byte[in.remaining()];
        in.get(rest);
        return rest;
    }

    int u8() {
        need(1);
        return in.get() & 0xff;
    }

    int i32() {
        need(4);
        return in.getInt();
    }

    long i64() {
        need(8);
        return in.getLong();
    }

    void skip(int count) {
        need(count);
        in.position(in.position() + count);
    }

    /** A varint: 7 bits a byte, lowest first. */
    long unsigned() {
        long number = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int read = u8();
            number |= (long) (read & 0x7f) << shift;
            if (read < 0x80) {
                return number;
            }
        }
        throw corrupt();
    }

    /** A varint that cannot be negative. */
    long count() {
        long number = unsigned();
        if (number < 0) {
            throw corrupt();
        }
        return number;
    }

    /** A varint, zigzag. */
    long signed() {
        long number = unsigned();
        return number >>> 1 ^ -(number & 1);
    }

    BackupException corrupt() {
        return new BackupException(name + ": corrupt state file");
    }

    private void need(int count) {
        if (count < 0 || in.remaining() < count) {
            throw corrupt();
        }
    }
}
