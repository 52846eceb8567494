package io.natter.server.config;

/**
 * What one account may use; -1 means any number. Immutable. (B81)
 *
 * @param maxConnections most connections
 * @param maxSubscriptions most subscriptions of all connections together
 * @param maxPayload largest message in bytes
 * @param maxLeafNodes most leaf node connections
 */
public record AccountLimits(int maxConnections, int maxSubscriptions, int maxPayload, int maxLeafNodes) {

    /** What holds when the configuration says nothing. */
    public static AccountLimits defaults() {
        return new AccountLimits(-1, -1, -1, -1);
    }

    /** A copy with another maxConnections. */
    public AccountLimits withMaxConnections(int maxConnections) {
        return Copy.with(this, "maxConnections", maxConnections);
    }

    /** A copy with another maxSubscriptions. */
    public AccountLimits withMaxSubscriptions(int maxSubscriptions) {
        return Copy.with(this, "maxSubscriptions", maxSubscriptions);
    }

    /** A copy with another maxPayload. */
    public AccountLimits withMaxPayload(int maxPayload) {
        return Copy.with(this, "maxPayload", maxPayload);
    }

    /** A copy with another maxLeafNodes. */
    public AccountLimits withMaxLeafNodes(int maxLeafNodes) {
        return Copy.with(this, "maxLeafNodes", maxLeafNodes);
    }
}
