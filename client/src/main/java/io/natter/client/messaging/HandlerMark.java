package io.natter.client.messaging;

import org.jspecify.annotations.Nullable;

/**
 * Tells which connection's handler runs on a thread.
 *
 * <p>Thread-safe: each thread sees its own. Handlers of two connections nest only where one publishes into the other's
 * executor; then the inner one counts.
 */
final class HandlerMark {
    private static final ThreadLocal<@Nullable Object> CURRENT = new ThreadLocal<>();

    private HandlerMark() {}

    /** Marks this thread; returns what it was marked with before, for {@link #leave}. */
    static @Nullable Object enter(Object owner) {
        Object before = CURRENT.get();
        CURRENT.set(owner);
        return before;
    }

    /** Takes the mark away. */
    static void leave(@Nullable Object before) {
        if (before == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(before);
        }
    }

    /** Whether a handler of this owner runs on this thread. */
    @SuppressWarnings("ReferenceEquality") // an owner is itself and no other
    static boolean isOf(Object owner) {
        return CURRENT.get() == owner;
    }
}
