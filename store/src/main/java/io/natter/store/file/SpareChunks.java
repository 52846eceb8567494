package io.natter.store.file;

import java.util.concurrent.ArrayBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Arrays that tails of files no longer need and no reader has seen, to be used again by any stream of the store.
 *
 * <p>Thread-safe. Bound: 8 MiB; what is given back beyond that is left to the collector.
 */
final class SpareChunks {
    private static final int COUNT_MAX = 32;

    private final ArrayBlockingQueue<byte[]> spares = new ArrayBlockingQueue<>(COUNT_MAX);

    /** An array of {@link Tail#CHUNK_BYTES_MAX} bytes, whatever they are; null when there is none. */
    byte @Nullable [] take() {
        return spares.poll();
    }

    /** Keeps an array that nobody looks at any more. Others than those of {@link Tail#CHUNK_BYTES_MAX} bytes are not kept. */
    void giveBack(byte[] bytes) {
        if (bytes.length == Tail.CHUNK_BYTES_MAX) {
            spares.offer(bytes);
        }
    }
}
