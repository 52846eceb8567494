package io.natter.server.interest;

import org.jspecify.annotations.Nullable;

/**
 * One subscription of one subscriber.
 *
 * <p>Subject, queue and sid never change. The counters are confined to the subscriber's event loop; monitoring asks that loop.
 */
public final class Subscription {
    private final Subscriber subscriber;
    private final byte[] subject;
    private final byte @Nullable [] queue;
    private final byte[] sid;
    private final boolean isDeliveryFiltered;

    /** Where this stands in its {@link SubscriptionSet}; guarded by the lock of {@link Interest}. */
    int slot;

    private long deliveredCount;
    private long deliveredCountMax;
    private boolean isClosed;

    /**
     * @param queue the queue group, or null for a plain subscription
     * @param sid the subscriber's own name for it, as sent
     * @param isDeliveryFiltered whether a permission must be asked before each delivery (C75)
     */
    public Subscription(
            Subscriber subscriber, byte[] subject, byte @Nullable [] queue, byte[] sid, boolean isDeliveryFiltered) {
        this.subscriber = subscriber;
        this.subject = subject;
        this.queue = queue;
        this.sid = sid;
        this.isDeliveryFiltered = isDeliveryFiltered;
    }

    public Subscriber subscriber() {
        return subscriber;
    }

    /** The filter's bytes; not to be changed. */
    public byte[] subject() {
        return subject;
    }

    /** The queue group's bytes, not to be changed; null for a plain subscription. */
    public byte @Nullable [] queue() {
        return queue;
    }

    /** The sid's bytes; not to be changed. */
    public byte[] sid() {
        return sid;
    }

    public boolean isDeliveryFiltered() {
        return isDeliveryFiltered;
    }

    /** Messages delivered since the subscription began, as UNSUB counts them (C6). */
    public long deliveredCount() {
        return deliveredCount;
    }

    /** How many messages it may get in all; 0 for no end. */
    public long deliveredCountMax() {
        return deliveredCountMax;
    }

    /** Sets the total after which the subscription ends; 0 for no end. */
    public void limitDelivered(long countMax) {
        this.deliveredCountMax = countMax;
    }

    /** Counts one delivery and returns the new count. */
    public long countDelivery() {
        return ++deliveredCount;
    }

    /** Whether it has ended; a cached route may still name it for a moment. */
    public boolean isClosed() {
        return isClosed;
    }

    /** Ends it: nothing is delivered to it from now on. */
    public void close() {
        isClosed = true;
    }
}
