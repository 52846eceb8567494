package io.natter.client;

/**
 * Figures of a connection at one moment, over all its reconnects. Immutable.
 *
 * @param publishedMessages messages published
 * @param publishedBytes bytes of their headers and payloads
 * @param receivedMessages messages received
 * @param receivedBytes bytes of their headers and payloads
 * @param droppedMessages messages dropped because a subscription's queue was full
 * @param orphanedMessages messages for no subscription any more
 * @param pendingBytes bytes that wait to be written
 * @param reconnects times the connection was made anew
 * @param subscriptions subscriptions that are active
 * @param requestsInFlight requests that wait for an answer
 * @param errors complaints of the server and failures of handlers
 */
public record ConnectionStatistics(
        long publishedMessages,
        long publishedBytes,
        long receivedMessages,
        long receivedBytes,
        long droppedMessages,
        long orphanedMessages,
        long pendingBytes,
        long reconnects,
        int subscriptions,
        int requestsInFlight,
        long errors) {}
