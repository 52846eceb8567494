package io.natter.client.messaging;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * What is done last when a connection ends in an orderly way.
 *
 * <p>Thread-safe. Held weakly: what nobody else holds any more has nobody to take leave for, and goes unsaid.
 */
final class Farewells {
    private final MessagingContext context;
    private final Object owner;
    private final Set<Runnable> farewells = Collections.newSetFromMap(new WeakHashMap<>()); // guarded by this

    /** Those of the owner, which {@link HandlerMark} tells: only what is marked may publish while a connection drains. */
    Farewells(MessagingContext context, Object owner) {
        this.context = context;
        this.owner = owner;
    }

    synchronized void add(Runnable farewell) {
        farewells.add(Objects.requireNonNull(farewell, "farewell"));
    }

    private synchronized List<Runnable> taken() {
        List<Runnable> taken = new ArrayList<>(farewells);
        farewells.clear();
        return taken;
    }

    /** Says each once; one that fails keeps none of the others from being said. */
    void say() {
        Object before = HandlerMark.enter(owner);
        try {
            for (Runnable farewell : taken()) {
                say(farewell);
            }
        } finally {
            HandlerMark.leave(before);
        }
    }

    private void say(Runnable farewell) {
        try {
            farewell.run();
        } catch (RuntimeException failure) { // its owner's, and the end goes on
            context.unexpected("before close: failed", failure);
        }
    }
}
