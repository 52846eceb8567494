package io.natter.server.jetstream.consumer;

import io.natter.server.core.OutgoingMessage;

/**
 * How a consumer's messages find somebody: by push to a subject, or to those who pull.
 *
 * <p>Confined to the stream's loop.
 */
sealed interface Mode permits PushMode, PullMode {
    /** When there is nothing to be done at any time. */
    long NEVER = Long.MAX_VALUE;

    /** Whether somebody may be there for a message. */
    boolean isReady();

    /**
     * Gives a message to whoever is next.
     *
     * @param message complete but for its route
     * @param pendingCount messages still to come, this one included
     * @return false when nobody takes it now
     */
    boolean offer(OutgoingMessage message, long pendingCount, long nowNs);

    /**
     * Nothing more can be delivered now.
     *
     * @param isAtEnd whether that is so because there are no messages, and who did not want to wait is told
     */
    void onIdle(boolean isAtEnd, long nowNs);

    /** Does what is due; returns when something is due next, {@link #NEVER} for never. */
    long onTime(long nowNs);

    /** Uses another configuration from now on. */
    void update(ConsumerSettings next);

    /** Whether somebody is there to deliver to by push. */
    boolean isPushBound();

    /** How many requests wait. */
    int waitingCount();

    /** Ends all requests that wait, and lets go of everything. */
    void stop(byte[] status);
}
