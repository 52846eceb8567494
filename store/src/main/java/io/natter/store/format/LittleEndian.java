package io.natter.store.format;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Numbers in arrays of bytes, the least significant byte first.
 *
 * <p>Thread-safe: pure.
 */
public final class LittleEndian {
    private static final VarHandle SHORTS =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private LittleEndian() {}

    /** Reads an unsigned number of two bytes. */
    public static int u16(byte[] bytes, int at) {
        return (short) SHORTS.get(bytes, at) & 0xffff;
    }

    /** Reads four bytes. */
    public static int i32(byte[] bytes, int at) {
        return (int) INTS.get(bytes, at);
    }

    /** Reads eight bytes. */
    public static long i64(byte[] bytes, int at) {
        return (long) LONGS.get(bytes, at);
    }

    /** Writes the low two bytes. */
    public static void put16(byte[] bytes, int at, int value) {
        SHORTS.set(bytes, at, (short) value);
    }

    /** Writes four bytes. */
    public static void put32(byte[] bytes, int at, int value) {
        INTS.set(bytes, at, value);
    }

    /** Writes eight bytes. */
    public static void put64(byte[] bytes, int at, long value) {
        LONGS.set(bytes, at, value);
    }
}
