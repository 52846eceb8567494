package io.natter.client.session;

/** Which publishes the output takes. Immutable. */
enum Gate {
    /** All: a server answers, or will at once. */
    OPEN,
    /** There is no connection: {@code WhenDisconnected} decides. */
    AWAY,
    /** Those of the connection's own handlers. */
    DRAINING,
    /** None. */
    CLOSED
}
