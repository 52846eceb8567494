package io.natter.client.session;

/**
 * What was published. Immutable.
 *
 * @param bytes of headers and payloads
 * @param dropped publishes dropped, by policy or because a new server takes less
 * @param pendingBytes bytes that wait to be written
 */
record OutputFigures(long messages, long bytes, long dropped, long pendingBytes) {}
