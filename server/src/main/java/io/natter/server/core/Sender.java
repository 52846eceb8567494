package io.natter.server.core;

/** A part of the server that wants to know what nobody got. Thread-safe. */
public interface Sender {
    /**
     * The only receiver of a message was gone when it was to get it: its subscription had ended meanwhile. Called on the receiver's loop.
     *
     * @param reply the message's reply subject; a copy
     */
    void onUndelivered(byte[] reply);
}
