package io.natter.server.core;

import java.util.ArrayDeque;

/**
 * Byte arrays of one size that one event loop lends to its connections while they have something to send or half a frame to keep.
 *
 * <p>Confined to that loop. Keeps at most {@value #SPARE_MAX} spare chunks; more go to the collector.
 */
final class ChunkPool {
    /** Bytes of a chunk: 16 KiB tripled the processor time of throughput, larger brought nothing (docs/benchmarks.md). */
    static final int CHUNK_BYTES = 64 << 10;

    private static final int SPARE_MAX = 64;

    private final ArrayDeque<byte[]> spare = new ArrayDeque<>(SPARE_MAX);

    byte[] take() {
        byte[] chunk = spare.pollLast();
        return chunk != null ? chunk : new byte[CHUNK_BYTES];
    }

    /** Takes back a chunk; what is not of the pool's size is left to the collector. */
    void give(byte[] chunk) {
        if (chunk.length == CHUNK_BYTES && spare.size() < SPARE_MAX) {
            spare.addLast(chunk);
        }
    }
}
