package io.natter.store.file;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Blocks of files that were read, the least recently used given up past a bound.
 *
 * <p>Thread-safe. The lock is held for a look-up, never while a disk is read.
 */
final class BlockCache {
    /** Size of a block. */
    static final int BLOCK_BYTES = 16 << 10;

    private static final int RUN_BLOCKS_MAX = Tail.CHUNK_BYTES_MAX / BLOCK_BYTES;

    /** A run must not drive out its own beginning, nor much else. */
    private static final int RUN_SHARE = 8;

    /** Which block. Asked for with every read: what the JVM makes for records by itself is made anew in each process, and slow at first. */
    private record Key(long fileId, int block) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key that && fileId == that.fileId && block == that.block;
        }

        @Override
        public int hashCode() {
            return Long.hashCode(fileId) * 31 + block;
        }
    }

    private final long bytesMax;
    private final Map<Key, byte[]> blocks = new LinkedHashMap<>(64, 0.75f, true);

    BlockCache(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    /** How many blocks in a row are worth reading at once for who reads in order: 256 KiB, or an eighth of the cache. */
    int runBlocks() {
        return (int) Math.max(1, Math.min(RUN_BLOCKS_MAX, bytesMax / RUN_SHARE / BLOCK_BYTES));
    }

    synchronized byte @Nullable [] get(long fileId, int block) {
        return blocks.get(new Key(fileId, block));
    }

    synchronized void put(long fileId, int block, byte[] bytes) {
        blocks.put(new Key(fileId, block), bytes);
        Iterator<byte[]> oldest = blocks.values().iterator();
        while ((long) blocks.size() * BLOCK_BYTES > bytesMax && oldest.hasNext()) {
            oldest.next();
            oldest.remove();
        }
    }

    synchronized void remove(long fileId, int block) {
        blocks.remove(new Key(fileId, block));
    }
}
