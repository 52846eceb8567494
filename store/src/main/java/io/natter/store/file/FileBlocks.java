package io.natter.store.file;

import static io.natter.store.file.BlockCache.BLOCK_BYTES;

import io.natter.store.NotAtHandException;
import io.natter.store.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads one file by blocks, which are kept in the store's {@link BlockCache}.
 *
 * <p>Thread-safe. Who asks for the block behind the last that was read is given a run of them with one read, up to
 * {@link BlockCache#runBlocks}; anyone else one block: a message among many costs no more than that.
 */
final class FileBlocks {
    private final BlockCache cache;
    private final SpareChunks spares;
    private final long fileId;
    private final DiskFile file;

    private int nextInOrder = -1; // behind the last that was read; another thread that sees it late reads one block

    /**
     * How much there is to read.
     *
     * @param written bytes of the file that were written whole
     * @param isAtHandOnly whether what is not in memory is not read, but {@link NotAtHandException} thrown
     */
    record Extent(int written, boolean isAtHandOnly) {}

    /** Blocks of a file, none of which is kept yet. */
    FileBlocks(Surroundings around, DiskFile file) {
        this.cache = around.blocks();
        this.spares = around.spares();
        this.fileId = around.fileIds().incrementAndGet();
        this.file = file;
    }

    /** Whether so many bytes from a place on, or as many of them as are in its block, are in memory. */
    boolean isAtHand(int place, int length) {
        byte[] kept = cache.get(fileId, place / BLOCK_BYTES);
        return kept != null && reaches(kept, place % BLOCK_BYTES + length);
    }

    /** A block, up to a place in it at least if that much was written. Of a file that grows the last one is as long as it was when read. */
    byte[] block(int number, int to, Extent extent) throws IOException {
        byte @Nullable [] kept = cache.get(fileId, number);
        if (kept != null && reaches(kept, to)) {
            return kept;
        }
        if (extent.isAtHandOnly) {
            throw NotAtHandException.INSTANCE;
        }
        int count = number == nextInOrder ? cache.runBlocks() : 1;
        int from = number * BLOCK_BYTES;
        int length = (int) Math.min((long) count * BLOCK_BYTES, Math.max(0, extent.written - from));
        nextInOrder = number + count;
        return length > BLOCK_BYTES ? readRun(number, length) : keep(number, readFully(from, length), length);
    }

    private static boolean reaches(byte[] block, int to) {
        return block.length >= Math.min(to, BLOCK_BYTES);
    }

    // What was not read whole is not kept.
    private byte[] keep(int number, byte[] block, int length) {
        if (block.length == length) {
            cache.put(fileId, number, block);
        }
        return block;
    }

    private byte[] readRun(int number, int length) throws IOException {
        byte[] spare = spares.take(Tail.CHUNK_BYTES_MAX);
        byte[] run = spare == null ? new byte[Tail.CHUNK_BYTES_MAX] : spare;
        try {
            int read = Math.max(0, file.read(ByteBuffer.wrap(run, 0, length), (long) number * BLOCK_BYTES));
            for (int at = BLOCK_BYTES; at < read; at += BLOCK_BYTES) {
                int end = Math.min(at + BLOCK_BYTES, length);
                keep(number + at / BLOCK_BYTES, Arrays.copyOfRange(run, at, Math.min(end, read)), end - at);
            }
            return keep(number, Arrays.copyOf(run, Math.min(read, BLOCK_BYTES)), BLOCK_BYTES);
        } finally {
            spares.giveBack(run);
        }
    }

    /** A copy of bytes that may lie in several blocks; fewer where what was written ends. */
    byte[] bytes(int place, int length, Extent extent) throws IOException {
        byte[] bytes = new byte[length];
        int done = 0;
        while (done < length) {
            int at = (place + done) % BLOCK_BYTES;
            byte[] block = block((place + done) / BLOCK_BYTES, at + length - done, extent);
            int count = Math.min(length - done, block.length - at);
            if (count <= 0) {
                return Arrays.copyOf(bytes, done);
            }
            System.arraycopy(block, at, bytes, done, count);
            done += count;
        }
        return bytes;
    }

    /** Reads bytes that are not kept; fewer where the file ends. */
    byte[] readFully(int place, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        int read = file.read(buffer, place);
        return read == length ? buffer.array() : Arrays.copyOf(buffer.array(), read);
    }

    /** Keeps no block with any of these bytes. */
    void forget(int place, int length) {
        for (int block = place / BLOCK_BYTES; block <= (place + length) / BLOCK_BYTES; block++) {
            cache.remove(fileId, block);
        }
    }
}
