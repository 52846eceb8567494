package io.natter.client;

/**
 * Figures of a subscription at one moment. Immutable.
 *
 * @param received messages that came, dropped ones counted
 * @param receivedBytes bytes of their headers and payloads
 * @param pending messages that wait
 * @param pendingBytes bytes that wait
 * @param delivered messages handed to a handler or taken
 * @param failed messages whose handler threw, or that no codec could read
 * @param dropped messages dropped because the queue was full, or left behind at the end
 * @param running handlers at work
 */
public record SubscriptionStatistics(
        long received,
        long receivedBytes,
        long pending,
        long pendingBytes,
        long delivered,
        long failed,
        long dropped,
        int running) {}
