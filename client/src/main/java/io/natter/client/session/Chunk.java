package io.natter.client.session;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A piece of the output: filled from the left, handed to the socket from the left.
 *
 * <p>Filling is guarded by the output's lock; {@link #unwritten} belongs to whoever has the writer's role.
 *
 * <pre>
 *  0        unwritten.position      unwritten.limit = filling.position      capacity
 *  | written         | to be written           | room                          |
 * </pre>
 */
final class Chunk {
    private final ByteBuffer filling;
    private final ByteBuffer unwritten;

    /** The one behind it, or null for the last. */
    @Nullable
    Chunk next;

    Chunk(int bytes) {
        filling = ByteBuffer.allocateDirect(bytes);
        unwritten = filling.duplicate();
        unwritten.limit(0);
    }

    int capacity() {
        return filling.capacity();
    }

    int filled() {
        return filling.position();
    }

    int room() {
        return filling.remaining();
    }

    /** Takes what there is room for; returns how much that was. */
    int fill(byte[] bytes, int from, int length) {
        int count = Math.min(length, filling.remaining());
        filling.put(bytes, from, count);
        return count;
    }

    /** What is to be written now, as a view that moves on as it is. */
    ByteBuffer unwritten() {
        unwritten.limit(filling.position());
        return unwritten;
    }

    boolean isWritten() {
        return unwritten.position() == filling.position();
    }

    /** Copies bytes from where they lie. */
    void copy(int at, byte[] target, int from, int length) {
        filling.get(at, target, from, length);
    }

    void clear() {
        filling.clear();
        unwritten.clear().limit(0);
        next = null;
    }
}
