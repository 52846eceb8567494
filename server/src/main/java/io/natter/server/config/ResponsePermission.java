package io.natter.server.config;

import java.time.Duration;

/**
 * Leave to publish answers to the reply subjects of messages that were delivered. Immutable. (B65)
 *
 * It takes away the leave to publish anywhere, unless publish subjects are allowed as well.
 *
 * @param max answers to one message; negative for any number
 * @param expires time after a message in which it may be answered; negative for ever
 */
public record ResponsePermission(int max, Duration expires) {

    /** What holds when the configuration says nothing. */
    public static ResponsePermission defaults() {
        return new ResponsePermission(1, Duration.ofMinutes(2));
    }

    /** A copy with another max. */
    public ResponsePermission withMax(int max) {
        return Copy.with(this, "max", max);
    }

    /** A copy with another expires. */
    public ResponsePermission withExpires(Duration expires) {
        return Copy.with(this, "expires", expires);
    }
}
