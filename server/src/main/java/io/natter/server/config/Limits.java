package io.natter.server.config;

/**
 * What one server and one connection may use. Immutable. (B27 to B32, B37, B24)
 *
 * @param maxPayload largest message, headers included, in bytes
 * @param maxControlLine longest protocol line in bytes; links between servers may use 16 times that
 * @param maxPendingBytes most bytes that may wait for one connection
 * @param maxConnections most clients at once; negative admits none
 * @param maxSubscriptions most subscriptions of one client; 0 for any number
 * @param maxSubscriptionTokens most tokens of a subscribed subject, to 255; 0 for any number
 * @param maxClosedClients how many closed connections monitoring remembers
 * @param maxTracedMessageBytes how much of a message a trace shows, in bytes; 0 for all of it
 */
public record Limits(
        int maxPayload,
        int maxControlLine,
        long maxPendingBytes,
        int maxConnections,
        int maxSubscriptions,
        int maxSubscriptionTokens,
        int maxClosedClients,
        int maxTracedMessageBytes) {
    /** Checks every value. */
    public Limits {
        Check.inRange("maxSubscriptionTokens", maxSubscriptionTokens, 0, 255);
        Check.notNegative("maxClosedClients", maxClosedClients);
        if (maxConnections == 0) {
            throw new IllegalArgumentException("maxConnections: got 0, expected a number of clients, or -1 for none");
        }
    }

    /** What holds when the configuration says nothing. */
    public static Limits defaults() {
        return new Limits(1 << 20, 4096, 64L << 20, 64 << 10, 0, 0, 10_000, 0);
    }

    /** A copy with another maxPayload. */
    public Limits withMaxPayload(int maxPayload) {
        return Copy.with(this, "maxPayload", maxPayload);
    }

    /** A copy with another maxControlLine. */
    public Limits withMaxControlLine(int maxControlLine) {
        return Copy.with(this, "maxControlLine", maxControlLine);
    }

    /** A copy with another maxPendingBytes. */
    public Limits withMaxPendingBytes(long maxPendingBytes) {
        return Copy.with(this, "maxPendingBytes", maxPendingBytes);
    }

    /** A copy with another maxConnections. */
    public Limits withMaxConnections(int maxConnections) {
        return Copy.with(this, "maxConnections", maxConnections);
    }

    /** A copy with another maxSubscriptions. */
    public Limits withMaxSubscriptions(int maxSubscriptions) {
        return Copy.with(this, "maxSubscriptions", maxSubscriptions);
    }

    /** A copy with another maxSubscriptionTokens. */
    public Limits withMaxSubscriptionTokens(int maxSubscriptionTokens) {
        return Copy.with(this, "maxSubscriptionTokens", maxSubscriptionTokens);
    }

    /** A copy with another maxClosedClients. */
    public Limits withMaxClosedClients(int maxClosedClients) {
        return Copy.with(this, "maxClosedClients", maxClosedClients);
    }

    /** A copy with another maxTracedMessageBytes. */
    public Limits withMaxTracedMessageBytes(int maxTracedMessageBytes) {
        return Copy.with(this, "maxTracedMessageBytes", maxTracedMessageBytes);
    }
}
