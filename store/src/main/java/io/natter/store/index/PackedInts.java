package io.natter.store.index;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Whole numbers in as few bytes each as they need: none when they lie on a line, else one, two or four.
 *
 * <p>Immutable.
 *
 * <pre>
 *  value(i) = base + step * i + excess(i)       excess in 0, 1, 2 or 4 bytes
 * </pre>
 */
public final class PackedInts {
    private static final VarHandle SHORTS =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.nativeOrder());
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.nativeOrder());
    private static final byte[] NONE = {};

    private final int count;
    private final int base;
    private final int step;
    private final int width;
    private final byte[] excess;

    private PackedInts(int count, int base, int step, int width, byte[] excess) {
        this.count = count;
        this.base = base;
        this.step = step;
        this.width = width;
        this.excess = excess;
    }

    /** The first {@code count} of these values. */
    public static PackedInts of(int[] values, int count) {
        if (count == 0) {
            return new PackedInts(0, 0, 0, 0, NONE);
        }
        int step = count == 1 ? 0 : values[1] - values[0];
        if (isLine(values, count, step)) {
            return new PackedInts(count, values[0], step, 0, NONE);
        }
        int min = values[0];
        int max = values[0];
        for (int i = 1; i < count; i++) {
            min = Math.min(min, values[i]);
            max = Math.max(max, values[i]);
        }
        long range = (long) max - min;
        int width = range < 1 << 8 ? 1 : range < 1 << 16 ? 2 : 4;
        byte[] excess = new byte[count * width];
        for (int i = 0; i < count; i++) {
            put(excess, width, i, values[i] - min);
        }
        return new PackedInts(count, min, 0, width, excess);
    }

    private static boolean isLine(int[] values, int count, int step) {
        for (int i = 1; i < count; i++) {
            if (values[i] - values[i - 1] != step) {
                return false;
            }
        }
        return true;
    }

    private static void put(byte[] excess, int width, int index, int value) {
        if (width == 1) {
            excess[index] = (byte) value;
        } else if (width == 2) {
            SHORTS.set(excess, index * 2, (short) value);
        } else {
            INTS.set(excess, index * 4, value);
        }
    }

    /** How many values there are. */
    public int count() {
        return count;
    }

    /** A value. */
    public int at(int index) {
        if (width == 0) {
            return base + step * index;
        }
        if (width == 1) {
            return base + (excess[index] & 0xff);
        }
        if (width == 2) {
            return base + ((short) SHORTS.get(excess, index * 2) & 0xffff);
        }
        return base + (int) INTS.get(excess, index * 4);
    }

    /** The first index from here on, below {@code limit}, with this value; {@code limit} when there is none. */
    int indexOf(int value, int from, int limit) {
        int index = from;
        if (width == 2) {
            short wanted = (short) (value - base);
            if (value < base || value - (long) base > 0xffff) {
                return limit;
            }
            while (index < limit && (short) SHORTS.get(excess, index * 2) != wanted) {
                index++;
            }
            return index;
        }
        while (index < limit && at(index) != value) {
            index++;
        }
        return index;
    }

    /** The memory this takes, in bytes. */
    public long memoryBytes() {
        return 48L + excess.length;
    }
}
