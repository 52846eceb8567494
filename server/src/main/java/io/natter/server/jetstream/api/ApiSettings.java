package io.natter.server.jetstream.api;

import io.natter.server.config.JetStreamLimits;

/**
 * What the API is told of the server it belongs to.
 *
 * <p>Immutable.
 *
 * @param serverName name of the server
 * @param serverVersion level of nats-server that answers tell of
 * @param domain domain of the server, or empty
 * @param systemAccount name of the system account, or empty
 * @param isStrict whether unknown fields of requests are errors (D2)
 * @param limits limits of streams and consumers
 * @param payloadBytesMost most bytes of a message
 * @param pendingMost most requests being served at once; those that come then are dropped (D9)
 * @param pendingInfosMost most requests for information being served at once; they do not count as the others
 */
public record ApiSettings(
        String serverName,
        String serverVersion,
        String domain,
        String systemAccount,
        boolean isStrict,
        JetStreamLimits limits,
        long payloadBytesMost,
        long pendingMost,
        long pendingInfosMost) {
    /** The number of requests that may wait where the configuration says nothing. */
    public static final long PENDING_DEFAULT = 10_000;
}
