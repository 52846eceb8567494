package io.natter.server.core;

import java.util.ArrayDeque;

/**
 * Byte arrays that one event loop lends to its connections while they have something to send or half a frame to keep.
 *
 * <p>Confined to that loop. There are three sizes, so that ten thousand connections with a line each to send do not take 64 KiB each. Of
 * each size at most 4 MiB are kept to be lent again; more go to the collector.
 */
final class ChunkPool {
    /** Bytes of the largest chunk: 16 KiB tripled the processor time of throughput, larger brought nothing (docs/benchmarks.md). */
    static final int CHUNK_BYTES = 64 << 10;

    private static final int SMALL_BYTES = 2 << 10;
    private static final int MIDDLE_BYTES = 16 << 10;
    private static final int SPARE_BYTES_MAX = 4 << 20;

    private final ArrayDeque<byte[]> small = new ArrayDeque<>();
    private final ArrayDeque<byte[]> middle = new ArrayDeque<>();
    private final ArrayDeque<byte[]> large = new ArrayDeque<>();

    /** A chunk of at least {@code wanted} bytes, or the largest there is. */
    byte[] take(int wanted) {
        if (wanted <= SMALL_BYTES) {
            return take(small, SMALL_BYTES);
        }
        return wanted <= MIDDLE_BYTES ? take(middle, MIDDLE_BYTES) : take(large, CHUNK_BYTES);
    }

    private static byte[] take(ArrayDeque<byte[]> spare, int length) {
        byte[] chunk = spare.pollLast();
        return chunk != null ? chunk : new byte[length];
    }

    /** Takes back a chunk; what is of no size of the pool's is left to the collector. */
    void give(byte[] chunk) {
        switch (chunk.length) {
            case SMALL_BYTES -> give(small, chunk);
            case MIDDLE_BYTES -> give(middle, chunk);
            case CHUNK_BYTES -> give(large, chunk);
            default -> {} // a frame larger than a chunk
        }
    }

    private static void give(ArrayDeque<byte[]> spare, byte[] chunk) {
        if (spare.size() < SPARE_BYTES_MAX / chunk.length) {
            spare.addLast(chunk);
        }
    }
}
