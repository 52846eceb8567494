package io.natter.server.core;

import io.natter.server.config.Limits;
import io.natter.server.config.Liveness;
import java.time.Duration;

/**
 * What the data path goes by; replaced as a whole at reload, and read by each connection once a read. Immutable.
 *
 * @param authTimeout how long a connection may take to be known
 * @param supportsHeaders whether INFO offers headers
 * @param logsDebug whether connections log what they do
 * @param traces whether every operation is logged
 * @param tracesHeadersOnly whether the trace leaves out payloads
 * @param tracesSystemAccount whether the system account's operations are logged too
 * @param expectsProxyHeader whether a connection may begin with a PROXY header (B46)
 */
public record Settings(
        Limits limits,
        Liveness liveness,
        Duration authTimeout,
        boolean supportsHeaders,
        boolean logsDebug,
        boolean traces,
        boolean tracesHeadersOnly,
        boolean tracesSystemAccount,
        boolean expectsProxyHeader) {

    /** Past this many waiting bytes of a receiver, those who publish to it are held back for a moment (C63). */
    long stallBytes() {
        return limits.maxPendingBytes() / 4 * 3;
    }
}
