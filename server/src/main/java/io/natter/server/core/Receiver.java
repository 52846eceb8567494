package io.natter.server.core;

import io.natter.server.interest.Subscriber;
import io.natter.server.interest.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * Whoever messages are delivered to: a client's connection, or a part of the server itself.
 *
 * <p>Confined to its event loop, but for {@link #id()} and {@link #loop()}.
 */
sealed interface Receiver extends Subscriber permits Connection, InternalSubscriber {
    /** The loop it lives on; always the same. */
    Loop loop();

    /** Whether it is told the headers of messages. */
    boolean hasHeaders();

    /**
     * Takes one message; false when it does not get it after all.
     *
     * @param publisher who sent it; null for the server itself
     * @param prefix the bytes {@code [H]MSG subject sid }, or null when they are to be put together
     */
    boolean receive(
            @Nullable Connection publisher, Subscription subscription, byte @Nullable [] prefix, Message message);
}
