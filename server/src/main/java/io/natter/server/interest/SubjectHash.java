package io.natter.server.interest;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.SecureRandom;

/**
 * Hash of a run of subject bytes, eight at a time. Pure but for a seed drawn once per process.
 *
 * <p>The seed keeps a client from choosing subjects that collide.
 */
public final class SubjectHash {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long SEED = new SecureRandom().nextLong();
    private static final long MIX = 0x9E3779B97F4A7C15L;

    private SubjectHash() {}

    /** The hash of {@code length} bytes at {@code from}; never 0, so that 0 can mean an empty slot. */
    public static int of(byte[] bytes, int from, int length) {
        long hash = SEED ^ length * MIX;
        int at = from;
        int end = from + length;
        for (; end - at >= Long.BYTES; at += Long.BYTES) {
            hash = mixed(hash, (long) LONGS.get(bytes, at));
        }
        if (at < end) {
            hash = mixed(hash, rest(bytes, at, end, length));
        }
        int folded = (int) (hash ^ hash >>> 32);
        return folded == 0 ? 1 : folded;
    }

    // The last one to seven bytes: read together with bytes before them where there are any.
    private static long rest(byte[] bytes, int at, int end, int length) {
        if (length >= Long.BYTES) {
            return (long) LONGS.get(bytes, end - Long.BYTES);
        }
        long word = 0;
        for (int i = at; i < end; i++) {
            word = word << 8 | bytes[i] & 0xFF;
        }
        return word;
    }

    private static long mixed(long hash, long word) {
        long product = (hash ^ word) * MIX;
        return product ^ product >>> 29;
    }
}
