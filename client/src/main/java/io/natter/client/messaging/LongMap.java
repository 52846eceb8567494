package io.natter.client.messaging;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Values by number, without boxes.
 *
 * <p>Guarded by its owner.
 *
 * <p>Open addressing with linear probing; a removal moves up what stands behind it, so that no markers are left.
 *
 * @param <V> type of the values
 */
final class LongMap<V> {
    private static final int CAPACITY_MIN = 16;

    private long[] keys = new long[CAPACITY_MIN];
    private @Nullable Object[] values = new @Nullable Object[CAPACITY_MIN];
    private int size;

    int size() {
        return size;
    }

    /** The value of the key, or null. */
    @Nullable
    V get(long key) {
        return value(slot(key));
    }

    /** Sets the value of a key; returns the one before, or null. */
    @Nullable
    V put(long key, V value) {
        int slot = slot(key);
        V before = value(slot);
        keys[slot] = key;
        values[slot] = value;
        if (before == null && ++size * 2 > keys.length) {
            resize(keys.length * 2);
        }
        return before;
    }

    /** Removes the key; returns its value, or null. */
    @Nullable
    V remove(long key) {
        int slot = slot(key);
        V before = value(slot);
        if (before == null) {
            return null;
        }
        closeGap(slot);
        if (--size * 8 < keys.length && keys.length > CAPACITY_MIN) {
            resize(keys.length / 2);
        }
        return before;
    }

    /** Every value, in no order; the list is the caller's. */
    @SuppressWarnings("unchecked") // only put writes, and it writes V
    List<V> values() {
        List<V> all = new ArrayList<>(size);
        for (Object value : values) {
            if (value != null) {
                all.add((V) value);
            }
        }
        return all;
    }

    void clear() {
        keys = new long[CAPACITY_MIN];
        values = new @Nullable Object[CAPACITY_MIN];
        size = 0;
    }

    /** Where the key is, or would be put. */
    private int slot(long key) {
        int mask = keys.length - 1;
        int slot = home(key, mask);
        while (values[slot] != null && keys[slot] != key) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void closeGap(int removed) {
        int mask = keys.length - 1;
        int gap = removed;
        int next = gap;
        while (true) {
            next = next + 1 & mask;
            if (values[next] == null) {
                break;
            }
            int wanted = next - home(keys[next], mask) & mask;
            if (wanted >= (next - gap & mask)) {
                keys[gap] = keys[next];
                values[gap] = values[next];
                gap = next;
            }
        }
        values[gap] = null;
    }

    private void resize(int capacity) {
        long[] oldKeys = keys;
        @Nullable Object[] oldValues = values;
        keys = new long[capacity];
        values = new @Nullable Object[capacity];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldValues[i] != null) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                values[slot] = oldValues[i];
            }
        }
    }

    private static int home(long key, int mask) {
        return (int) (key * 0x9E3779B97F4A7C15L >>> 40) & mask;
    }

    @SuppressWarnings("unchecked") // only put writes, and it writes V
    private @Nullable V value(int slot) {
        return (V) values[slot];
    }
}
