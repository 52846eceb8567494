package io.natter.server.jetstream.rules;

import io.natter.protocol.jetstream.StreamConfig;
import io.natter.server.config.AccountJetStream;
import io.natter.server.config.JetStreamLimits;

/**
 * What the rules of a consumer look at besides its configuration.
 *
 * <p>Immutable.
 *
 * @param server limits of the server
 * @param account limits of the account
 * @param stream what its stream is
 * @param pedantic whether values that would be adjusted are refused instead
 */
public record ConsumerContext(JetStreamLimits server, AccountJetStream account, StreamConfig stream, boolean pedantic) {
    /** Refuses in pedantic mode, with what should have been said. */
    void adjusts(String text) {
        if (pedantic) {
            throw RefusedException.pedantic(text);
        }
    }
}
