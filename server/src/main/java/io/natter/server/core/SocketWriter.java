package io.natter.server.core;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What one thread needs to write staged bytes to a socket in one call: a native copy of the chunk, and the list of ranges.
 *
 * <p>Confined to that thread.
 */
final class SocketWriter {
    private static final int VECTOR_BYTES = 2 * Long.BYTES;
    private static final int VECTORS_MAX = 2 * References.MAX + 1;

    private final NativeBytes own = new NativeBytes(ChunkPool.CHUNK_BYTES);
    private final NativeBytes vectors = new NativeBytes(VECTORS_MAX * VECTOR_BYTES);
    private int vectorCount;

    /**
     * Writes the first {@code length} bytes of a chunk with the shared ranges between them.
     *
     * @return how many bytes the socket took
     */
    long write(
            GatheringSocket socket, byte[] chunk, int length, @Nullable References references, SharedTails sharedTails)
            throws IOException {
        own.bytes().put(0, chunk, 0, length);
        vectorCount = 0;
        int at = 0;
        if (references != null) {
            long sharedAddress = sharedTails.address();
            for (int i = 0; i < references.count(); i++) {
                int place = references.place(i);
                add(own.address() + at, place - at);
                add(sharedAddress + references.from(i), references.length(i));
                at = place;
            }
        }
        add(own.address() + at, length - at);
        return vectorCount == 0 ? 0 : socket.write(vectors.address(), vectorCount);
    }

    private void add(long address, int length) {
        if (length > 0) {
            int at = vectorCount++ * VECTOR_BYTES;
            vectors.bytes().putLong(at, address);
            vectors.bytes().putLong(at + Long.BYTES, length);
        }
    }

    /** Frees the memory; the writer must not be used after it. */
    void release() {
        own.release();
        vectors.release();
    }
}
