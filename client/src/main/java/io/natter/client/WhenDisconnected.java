package io.natter.client;

/** What a publish does while there is no connection, and while the buffer is full. */
public enum WhenDisconnected {
    /** It is kept in the buffer; where that is full it waits for room up to the limit, then fails. */
    BUFFER,
    /** It fails at once. */
    FAIL,
    /** It is dropped, and counted. */
    DROP
}
