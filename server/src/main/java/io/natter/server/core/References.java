package io.natter.server.core;

import java.util.Arrays;

/**
 * Which ranges of a loop's {@link SharedTails} go between the bytes of a connection's own chunk.
 *
 * <p>Confined to the event loop, and to one thread at a time during a round of {@link ParallelWrites}.
 *
 * <pre>
 *  chunk         | MSG a 1 | MSG a 1 | ...          own bytes: what differs from receiver to receiver
 *                          ^         ^
 *  shared tails            | tail 7  | tail 8       ranges: place in the chunk, where the tail begins, how long it is
 * </pre>
 */
final class References {
    /** With the chunk's own parts between them still below the 1,024 ranges that one write takes. */
    static final int MAX = 500;

    private static final int INTS = 3;

    private static final int FIRST = 8;

    private int[] ranges = new int[FIRST * INTS];
    private int count;
    private int byteCount;

    void add(int place, int from, int length) {
        int at = count++ * INTS;
        if (at == ranges.length) {
            ranges = Arrays.copyOf(ranges, Math.min(at * 4, MAX * INTS));
        }
        ranges[at] = place;
        ranges[at + 1] = from;
        ranges[at + 2] = length;
        byteCount += length;
    }

    boolean isFull() {
        return count == MAX;
    }

    int count() {
        return count;
    }

    /** Bytes of all ranges together. */
    int byteCount() {
        return byteCount;
    }

    int place(int index) {
        return ranges[index * INTS];
    }

    int from(int index) {
        return ranges[index * INTS + 1];
    }

    int length(int index) {
        return ranges[index * INTS + 2];
    }

    void clear() {
        count = 0;
        byteCount = 0;
    }
}
