package io.natter.client;

/** What happens to a message that finds its subscription's queue full. */
public enum WhenFull {
    /** It is dropped, and counted. */
    DROP_NEW,
    /** The oldest waiting message is dropped, and counted. */
    DROP_OLD,
    /** Reading from the connection stops until there is room: all its subscriptions wait, and the server may run out of patience. */
    BLOCK
}
