package io.natter.server.jetstream.consumer;

/** Something that was asked for and can be called off: a subscription, a watch, a timer. Confined to the stream's loop. */
@FunctionalInterface
public interface Registration {
    /** Nothing. */
    Registration NONE = () -> {};

    /** Calls it off; nothing happens any more for it. May be called again. */
    void cancel();
}
