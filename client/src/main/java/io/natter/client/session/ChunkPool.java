package io.natter.client.session;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Chunks that connections lend when they have much to write, shared by all of this JVM.
 *
 * <p>Thread-safe. Keeps at most {@link #KEPT} of them, and none once the last connection has ended.
 */
final class ChunkPool {
    /** Size of a chunk: what one write hands to the socket at most. */
    static final int CHUNK_BYTES = 64 << 10;

    /** Most chunks that wait to be lent: 8 MiB. */
    static final int KEPT = 128;

    /** That of this JVM. */
    static final ChunkPool SHARED = new ChunkPool();

    private final @Nullable Chunk[] free = new @Nullable Chunk[KEPT];
    private int freeCount;
    private int users;

    /** Counts one more connection. */
    synchronized void join() {
        users++;
    }

    /** Counts one less; the last one empties it. */
    synchronized void leave() {
        users--;
        if (users == 0) {
            Arrays.fill(free, null);
            freeCount = 0;
        }
    }

    /** An empty chunk. */
    Chunk lend() {
        synchronized (this) {
            if (freeCount > 0) {
                Chunk chunk = Objects.requireNonNull(free[--freeCount]);
                free[freeCount] = null;
                return chunk;
            }
        }
        return new Chunk(CHUNK_BYTES);
    }

    /** Takes a lent chunk back. */
    void giveBack(Chunk chunk) {
        chunk.clear();
        synchronized (this) {
            if (users > 0 && freeCount < KEPT) {
                free[freeCount++] = chunk;
            }
        }
    }

    /** How many wait to be lent. */
    synchronized int freeCount() {
        return freeCount;
    }
}
