package io.natter.client.messaging;

import io.natter.client.Subscription;
import org.jspecify.annotations.Nullable;

/** Where a message came from, and what it needs to be read and answered. Thread-safe. */
interface MessageSource {
    /** The subscription it came for, or null. */
    @Nullable
    Subscription subscription();

    /** The connection's side of it. */
    MessagingContext context();

    /** The source of messages that came for no subscription: answers, and those for one that ended. */
    record Unsubscribed(MessagingContext context) implements MessageSource {
        @Override
        public @Nullable Subscription subscription() {
            return null;
        }
    }
}
