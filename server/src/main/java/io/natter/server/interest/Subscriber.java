package io.natter.server.interest;

/**
 * Whoever receives what a subscription matches: a client connection, later a stream or a link to another server.
 *
 * <p>The index only tells subscribers apart; the data path knows what they are.
 */
public interface Subscriber {
    /** The number monitoring shows for it; unique within a server. */
    long id();
}
