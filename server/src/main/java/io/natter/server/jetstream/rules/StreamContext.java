package io.natter.server.jetstream.rules;

import io.natter.server.config.AccountJetStream;
import io.natter.server.config.JetStreamLimits;

/**
 * What the rules of a stream look at besides its configuration.
 *
 * <p>Immutable, but for the directory.
 *
 * @param server limits of the server
 * @param account limits of the account
 * @param capacity room of the server
 * @param streams the streams of the account
 * @param pedantic whether values that would be adjusted are refused instead
 */
public record StreamContext(
        JetStreamLimits server,
        AccountJetStream account,
        Capacity capacity,
        StreamDirectory streams,
        boolean pedantic) {
    /** No limits, no other streams. */
    public static final StreamContext UNLIMITED = new StreamContext(
            JetStreamLimits.defaults(), AccountJetStream.defaults(), Capacity.UNLIMITED, StreamDirectory.EMPTY, false);

    /** A copy with another pedantic. */
    public StreamContext withPedantic(boolean pedantic) {
        return new StreamContext(server, account, capacity, streams, pedantic);
    }

    /** Refuses in pedantic mode, with what should have been said. */
    void adjusts(String text) {
        if (pedantic) {
            throw RefusedException.pedantic(text);
        }
    }
}
