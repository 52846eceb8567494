package io.natter.server.core;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Native memory in which an event loop keeps larger messages once, for all who receive them.
 *
 * <p>Confined to the loop, and only read by others during a round of {@link ParallelWrites}. Outputs refer into it from the moment they
 * are told of a message until the end of the round; a connection whose socket is full by then keeps a copy of what it still has to send.
 * So no receiver, however slow, holds this memory, and nobody counts references.
 *
 * <pre>
 *  0                                    ROUND_BYTES             + MESSAGE_BYTES_MAX
 *  | tail of message 7 | tail of message 8 | ...  |  the last one may reach in here |
 * </pre>
 */
final class SharedTails {
    /** Shorter ones are copied to each receiver: a range costs about as much as copying this many bytes (docs/benchmarks.md). */
    static final int MESSAGE_BYTES_MIN = 512;

    /** Longer ones are copied too. */
    static final int MESSAGE_BYTES_MAX = (1 << 20) + (8 << 10);

    /** When so much is kept a round of writes is due: what all receivers read stays in the processor's cache. */
    static final int ROUND_BYTES = 256 << 10;

    private static final int SPARE_MAX = 64;

    private final ArrayDeque<References> spare = new ArrayDeque<>(SPARE_MAX);
    private @Nullable NativeBytes memory;
    private int length;
    private long keptSerial = -1;
    private int keptFrom;

    /** Whether the tail of message {@code serial} is here, or may be put here now. */
    boolean hasRoomFor(long serial) {
        return length < ROUND_BYTES || serial == keptSerial;
    }

    /** Where the tail of the message begins, which is put here unless it is the last that was. */
    int keep(Message m, long serial) {
        if (serial != keptSerial) {
            if (memory == null) {
                memory = new NativeBytes(ROUND_BYTES + MESSAGE_BYTES_MAX);
            }
            keptFrom = length;
            keptSerial = serial;
            memory.bytes().put(length, m.tailBytes, m.tailFrom, m.tailTo - m.tailFrom);
            length += m.tailTo - m.tailFrom;
        }
        return keptFrom;
    }

    /** The address of the first byte; 0 while nothing was ever kept. */
    long address() {
        return memory == null ? 0 : memory.address();
    }

    /** Copies bytes out. */
    void copy(int from, byte[] to, int at, int count) {
        if (memory != null) {
            memory.bytes().get(from, to, at, count);
        }
    }

    /** Forgets all messages: nobody refers to them any more. */
    void clear() {
        length = 0;
        keptSerial = -1;
    }

    References lend() {
        References lent = spare.pollLast();
        return lent != null ? lent : new References();
    }

    void takeBack(References lent) {
        lent.clear();
        if (spare.size() < SPARE_MAX) {
            spare.addLast(lent);
        }
    }

    /** Frees the memory; nothing may be kept here after it. */
    void release() {
        if (memory != null) {
            memory.release();
            memory = null;
        }
    }
}
