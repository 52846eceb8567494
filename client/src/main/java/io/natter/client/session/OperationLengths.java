package io.natter.client.session;

import java.util.Arrays;

/**
 * Lengths of the operations in the output, oldest first; a control operation's is kept negative.
 *
 * <p>Guarded by the output's lock. A ring that grows with what waits, and is small again once nothing does.
 */
final class OperationLengths {
    private static final int SMALL = 64;
    private static final int KEPT_AT_MOST = 1 << 14;

    private int[] ring = new int[SMALL];
    private int first;
    private int count;

    boolean isEmpty() {
        return count == 0;
    }

    int count() {
        return count;
    }

    void add(int length, boolean isControl) {
        if (count == ring.length) {
            grow();
        }
        ring[(first + count) & (ring.length - 1)] = isControl ? -length : length;
        count++;
    }

    /** Bytes of the oldest. */
    int firstLength() {
        return Math.abs(ring[first]);
    }

    boolean isFirstControl() {
        return ring[first] < 0;
    }

    void removeFirst() {
        first = (first + 1) & (ring.length - 1);
        count--;
        if (count == 0) {
            clear();
        }
    }

    void clear() {
        first = 0;
        count = 0;
        if (ring.length > KEPT_AT_MOST) {
            ring = new int[SMALL];
        }
    }

    private void grow() {
        int[] grown = Arrays.copyOf(ring, ring.length * 2);
        // What had wrapped around to the front goes behind the old end.
        System.arraycopy(ring, 0, grown, ring.length, first);
        ring = grown;
    }
}
