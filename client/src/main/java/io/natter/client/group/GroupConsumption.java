package io.natter.client.group;

import java.util.concurrent.CompletableFuture;

/**
 * A member of a group at work, until it is closed, the group is deleted or changed in a way it cannot follow, or its connection closes.
 *
 * <p>Thread-safe.
 */
public interface GroupConsumption extends AutoCloseable {
    /** Name of the member. */
    String member();

    /** Whether it takes messages now, or waits as one of several of that name; not while an elastic group has nothing for it to do. */
    boolean isJoined();

    /** Completes when it is over; exceptionally with the cause where it ended by itself and the group was not deleted. */
    CompletableFuture<Void> ended();

    /** Takes no more; what a handler has at hand is done first, for the connection's drain timeout at most. */
    @Override
    void close();
}
