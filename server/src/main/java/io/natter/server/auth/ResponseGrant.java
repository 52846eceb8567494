package io.natter.server.auth;

import java.time.Duration;

/**
 * Leave to publish to the reply subjects of messages that were delivered (B65, C76). Immutable.
 *
 * @param messagesMax how many messages each reply subject may be sent; negative for any number
 * @param expiresNanos how long after the delivery; negative for ever
 */
public record ResponseGrant(int messagesMax, long expiresNanos) {
    /** What {@code allow_responses: true} stands for, and what a zero in either place means. */
    public static final ResponseGrant DEFAULT =
            new ResponseGrant(1, Duration.ofMinutes(2).toNanos());

    /** Puts the default in the place of zeros. */
    public ResponseGrant {
        messagesMax = messagesMax == 0 ? 1 : messagesMax;
        expiresNanos = expiresNanos == 0 ? 120_000_000_000L : expiresNanos;
    }
}
