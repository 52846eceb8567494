package io.natter.client.session;

import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Encoded operations on their way to the socket, and where each of them begins.
 *
 * <p>Guarded by the output's lock; the bytes {@link #unwritten} returns belong to whoever has the writer's role.
 *
 * <pre>
 *   head               cursor                      tail
 *  [ A A A B B B B ]->[ B B B B C C C D D D ]->[ E E E . . . ]
 *          |                |                        |
 *          kept             written                  appended      positions, which only grow
 * </pre>
 *
 * An operation that was begun is kept until all of it is written: on a new connection it is sent again, whole. A small chunk of its own carries a
 * quiet connection; more is lent by the pool as it is needed.
 */
final class OperationQueue {
    private static final int HOME_BYTES = 4 << 10;

    private final ChunkPool pool;
    private final OperationLengths lengths = new OperationLengths();
    private final Chunk home = new Chunk(HOME_BYTES);

    private Chunk head = home;
    private Chunk cursor = home;
    private Chunk tail = home;
    private long headStart; // position of the head's first byte
    private long kept;
    private long written;
    private long appended;

    OperationQueue(ChunkPool pool) {
        this.pool = pool;
    }

    /** Bytes held: all from the first operation that is not wholly written. */
    long heldBytes() {
        return appended - kept;
    }

    /** Bytes that are still to be written. */
    long unwrittenBytes() {
        return appended - written;
    }

    /** Position behind the last operation. */
    long appended() {
        return appended;
    }

    /** Position behind what was handed over. */
    long written() {
        return written;
    }

    /** Adds bytes to the operation that {@link #endOperation} completes. */
    void append(byte[] bytes, int from, int length) {
        int done = 0;
        while (done < length) {
            if (tail.room() == 0) {
                Chunk chunk = pool.lend();
                tail.next = chunk;
                tail = chunk;
            }
            done += tail.fill(bytes, from + done, length - done);
        }
        appended += length;
    }

    /** The last {@code length} bytes are one operation. */
    void endOperation(int length, boolean isControl) {
        lengths.add(length, isControl);
    }

    /** What is to be written next; empty only if nothing is. */
    ByteBuffer unwritten() {
        Chunk next = cursor.next;
        while (cursor.isWritten() && next != null) {
            cursor = next;
            next = cursor.next;
        }
        return cursor.unwritten();
    }

    /** So many bytes of it were handed over. */
    void advance(int count) {
        written += count;
        while (!lengths.isEmpty() && kept + lengths.firstLength() <= written) {
            kept += lengths.firstLength();
            lengths.removeFirst();
        }
        if (written == appended) {
            clear();
            return;
        }
        while (head != cursor && headStart + head.filled() <= kept) {
            Chunk done = head;
            headStart += done.filled();
            head = Objects.requireNonNull(done.next);
            giveBack(done);
        }
    }

    /**
     * Prepares for another connection: what was handed over is gone; what is left begins with a whole operation.
     *
     * @param before operations to stand in front of all that is left
     * @param choice which of those left stay
     */
    void restart(Operations before, Operations.Choice choice) {
        Operations left = takeAll();
        before.moveTo(this, Operations.Choice.ALL);
        left.moveTo(this, choice);
    }

    private Operations takeAll() {
        var all = new Operations();
        @Nullable Chunk chunk = head;
        int at = (int) (kept - headStart);
        while (!lengths.isEmpty()) {
            int length = lengths.firstLength();
            boolean isControl = lengths.isFirstControl();
            int left = length;
            while (left > 0) {
                Chunk source = Objects.requireNonNull(chunk);
                int count = Math.min(left, source.filled() - at);
                all.append(source, at, count);
                left -= count;
                at += count;
                if (at == source.filled()) {
                    chunk = source.next;
                    at = 0;
                }
            }
            all.endOperation(length, isControl);
            lengths.removeFirst();
        }
        clear();
        return all;
    }

    /** Forgets all. */
    void clear() {
        @Nullable Chunk chunk = head;
        while (chunk != null) {
            Chunk next = chunk.next;
            giveBack(chunk);
            chunk = next;
        }
        lengths.clear();
        home.clear();
        head = home;
        cursor = home;
        tail = home;
        headStart = appended;
        kept = appended;
        written = appended;
    }

    private void giveBack(Chunk chunk) {
        if (chunk != home) {
            pool.giveBack(chunk);
        }
    }
}
