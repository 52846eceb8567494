package io.natter.server.jetstream.consumer;

/**
 * The parts of one consumer, each of which does one thing.
 *
 * <p>Immutable; the parts are confined to the stream's loop.
 *
 * @param progress what was delivered and acknowledged
 * @param cursor what comes next
 * @param mode how messages find somebody
 * @param redelivery what is to be delivered again
 * @param throttle how fast messages may go
 * @param ackTimer when the time to acknowledge is over
 */
record ConsumerParts(
        Progress progress, Cursor cursor, Mode mode, Redelivery redelivery, Throttle throttle, AckTimer ackTimer) {}
