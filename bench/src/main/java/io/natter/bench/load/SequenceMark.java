package io.natter.bench.load;

import java.nio.ByteBuffer;

/**
 * Checks each publisher's order. A mark is the publisher's number and the message's index within that publisher's prebuilt region; as the
 * region is sent over and over, the index runs round it.
 *
 * <pre>
 *  byte   0           4       8
 *  mark   | publisher | index |      little-endian
 * </pre>
 *
 * <p>Strict: each index must follow the one before. Loose, for a receiver that gets only a share: an index must lie ahead by less than half
 * the region, so that a step back or a second copy shows.
 *
 * <p>Confined to the receiver's thread.
 */
public final class SequenceMark implements Mark {
    private final int regionMessages;
    private final boolean strict;
    private final int[] next; // by publisher: the index that must come, or in loose mode the first one not yet passed
    private long outOfOrder;

    /** Expects {@code publishers} publishers with regions of {@code regionMessages} messages. */
    public SequenceMark(int publishers, int regionMessages, boolean strict) {
        this.regionMessages = regionMessages;
        this.strict = strict;
        this.next = new int[publishers];
    }

    @Override
    public void message(ByteBuffer in, int position) {
        int publisher = in.getInt(position);
        int index = in.getInt(position + 4);
        if (publisher < 0 || publisher >= next.length || index < 0 || index >= regionMessages) {
            outOfOrder++;
            return;
        }
        if (index != next[publisher] && isWrong(index, next[publisher])) {
            outOfOrder++;
        }
        next[publisher] = index + 1 == regionMessages ? 0 : index + 1;
    }

    private boolean isWrong(int index, int expected) {
        return strict || Math.floorMod(index - expected, regionMessages) >= regionMessages / 2;
    }

    @Override
    public long outOfOrder() {
        return outOfOrder;
    }
}
