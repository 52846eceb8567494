package io.natter.client.messaging;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * Figures of a connection's messaging.
 *
 * <p>Thread-safe; {@link #received} is for the reading thread only.
 */
public final class MessagingFigures {
    private final AtomicLong receivedMessages = new AtomicLong();
    private final AtomicLong receivedBytes = new AtomicLong();
    private final LongAdder dropped = new LongAdder();
    private final LongAdder orphaned = new LongAdder();
    private final LongAdder failed = new LongAdder();

    MessagingFigures() {}

    /** Messages received. */
    public long receivedMessages() {
        return receivedMessages.get();
    }

    /** Bytes of their headers and payloads. */
    public long receivedBytes() {
        return receivedBytes.get();
    }

    /** Messages dropped because a queue was full, or left behind at the end of a subscription. */
    public long dropped() {
        return dropped.sum();
    }

    /** Messages for no subscription, and answers to no request any more. */
    public long orphaned() {
        return orphaned.sum();
    }

    /** Failures of handlers and codecs. */
    public long failed() {
        return failed.sum();
    }

    /** One writer only, so a plain store is enough where others would need an atomic addition. */
    void received(long bytes) {
        receivedMessages.lazySet(receivedMessages.getPlain() + 1);
        receivedBytes.lazySet(receivedBytes.getPlain() + bytes);
    }

    void dropped(long messages) {
        dropped.add(messages);
    }

    void orphan() {
        orphaned.increment();
    }

    void oneFailed() {
        failed.increment();
    }
}
