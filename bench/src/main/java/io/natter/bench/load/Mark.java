package io.natter.bench.load;

import java.nio.ByteBuffer;

/**
 * What a receiver does with the first eight bytes of a payload: check an order or take a time.
 *
 * <p>Confined to the receiver's thread.
 */
public interface Mark {
    /** Takes the mark of one message, which starts at {@code position} of the little-endian {@code in}. */
    void message(ByteBuffer in, int position);

    /** Called once per read, before its messages: the place to take the time. */
    default void readArrived() {}

    /** Returns how many messages came out of their publisher's order, or twice, or after a gap. */
    long outOfOrder();
}
