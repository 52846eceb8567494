package io.natter.server.config;

/**
 * What may wait in JetStream; 0 means the default. Immutable. (B106, B107)
 *
 * @param maxOutstandingCatchup bytes on the way to a replica that lags behind
 * @param maxBufferedSize bytes that wait to be stored in one stream
 * @param maxBufferedMessages messages that wait to be stored in one stream
 * @param requestQueueLimit requests that wait
 * @param infoQueueLimit requests for information that wait
 */
public record JetStreamQueues(
        long maxOutstandingCatchup,
        long maxBufferedSize,
        int maxBufferedMessages,
        long requestQueueLimit,
        long infoQueueLimit) {

    /** What holds when the configuration says nothing. */
    public static JetStreamQueues defaults() {
        return new JetStreamQueues(0, 0, 0, 0, 0);
    }

    /** A copy with another maxOutstandingCatchup. */
    public JetStreamQueues withMaxOutstandingCatchup(long maxOutstandingCatchup) {
        return Copy.with(this, "maxOutstandingCatchup", maxOutstandingCatchup);
    }

    /** A copy with another maxBufferedSize. */
    public JetStreamQueues withMaxBufferedSize(long maxBufferedSize) {
        return Copy.with(this, "maxBufferedSize", maxBufferedSize);
    }

    /** A copy with another maxBufferedMessages. */
    public JetStreamQueues withMaxBufferedMessages(int maxBufferedMessages) {
        return Copy.with(this, "maxBufferedMessages", maxBufferedMessages);
    }

    /** A copy with another requestQueueLimit. */
    public JetStreamQueues withRequestQueueLimit(long requestQueueLimit) {
        return Copy.with(this, "requestQueueLimit", requestQueueLimit);
    }

    /** A copy with another infoQueueLimit. */
    public JetStreamQueues withInfoQueueLimit(long infoQueueLimit) {
        return Copy.with(this, "infoQueueLimit", infoQueueLimit);
    }
}
