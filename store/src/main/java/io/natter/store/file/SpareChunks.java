package io.natter.store.file;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Arrays that tails of files no longer need and no reader has seen, to be used again by any stream of the store.
 *
 * <p>Thread-safe. Bound: 32 arrays of each size, the powers of two that chunks have, which is less than 16 MiB; what is given back beyond
 * that is left to the collector.
 */
final class SpareChunks {
    private static final int COUNT_MAX = 32;
    private static final int SHIFT_MIN = Integer.numberOfTrailingZeros(Tail.CHUNK_BYTES_MIN);

    private final List<ArrayBlockingQueue<byte[]>> bySize = new ArrayList<>();

    SpareChunks() {
        for (int bytes = Tail.CHUNK_BYTES_MIN; bytes <= Tail.CHUNK_BYTES_MAX; bytes *= 2) {
            bySize.add(new ArrayBlockingQueue<>(COUNT_MAX));
        }
    }

    /** An array of that many bytes, whatever they are; null when there is none. */
    byte @Nullable [] take(int bytes) {
        ArrayBlockingQueue<byte[]> spares = of(bytes);
        return spares == null ? null : spares.poll();
    }

    /** Keeps an array that nobody looks at any more. One of a size that chunks do not have is not kept. */
    void giveBack(byte[] bytes) {
        ArrayBlockingQueue<byte[]> spares = of(bytes.length);
        if (spares != null) {
            spares.offer(bytes);
        }
    }

    private @Nullable ArrayBlockingQueue<byte[]> of(int bytes) {
        boolean isSize = Integer.bitCount(bytes) == 1 && bytes >= Tail.CHUNK_BYTES_MIN && bytes <= Tail.CHUNK_BYTES_MAX;
        return isSize ? bySize.get(Integer.numberOfTrailingZeros(bytes) - SHIFT_MIN) : null;
    }
}
