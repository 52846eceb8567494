package io.natter.server.monitor;

/**
 * How one account's interest is used: the figures behind subsz. Immutable.
 *
 * @param subscriptionCount subscriptions now
 * @param cacheCount subjects whose receivers are remembered
 * @param insertCount subscriptions ever added
 * @param removeCount subscriptions ever removed
 * @param matchCount look-ups of a subject's receivers, those answered from the cache included
 * @param cacheHitCount look-ups answered from the cache
 * @param fanoutMax most receivers of one cached subject
 * @param fanoutTotal receivers of all cached subjects together
 */
public record InterestFacts(
        long subscriptionCount,
        long cacheCount,
        long insertCount,
        long removeCount,
        long matchCount,
        long cacheHitCount,
        long fanoutMax,
        long fanoutTotal) {
    /** An account nobody has used. */
    public static final InterestFacts NONE = new InterestFacts(0, 0, 0, 0, 0, 0, 0, 0);

    /** This and {@code other} together. */
    public InterestFacts plus(InterestFacts other) {
        return new InterestFacts(
                subscriptionCount + other.subscriptionCount,
                cacheCount + other.cacheCount,
                insertCount + other.insertCount,
                removeCount + other.removeCount,
                matchCount + other.matchCount,
                cacheHitCount + other.cacheHitCount,
                Math.max(fanoutMax, other.fanoutMax),
                fanoutTotal + other.fanoutTotal);
    }
}
