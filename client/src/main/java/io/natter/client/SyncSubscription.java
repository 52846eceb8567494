package io.natter.client;

import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A subscription whose messages are pulled into the caller's thread.
 *
 * <p>Thread-safe; each message goes to one caller. After {@link #unsubscribe} what waits can still be taken.
 */
public interface SyncSubscription extends Subscription, Iterable<Message> {
    /**
     * The next message, waiting for it at most so long; empty if none came in time or none will come any more.
     *
     * @throws ServerErrorException if the server refused the subscription
     * @throws InterruptedWaitException if the waiting thread is interrupted
     */
    Optional<Message> next(Duration timeout);

    /** The next message if one waits, or null. */
    @Nullable
    Message poll();

    /** Waits for one message as {@link #next}, then takes what else waits, at most {@code max} in all. */
    List<Message> next(int max, Duration timeout);

    /** Moves all that waits, at most {@code max}, to {@code target}; returns how many. */
    int drainTo(Collection<? super Message> target, int max);

    /**
     * Ends a wait for a message early, as if its time were over: one of those that go on now, else the next one.
     *
     * <p>For a thread that has something else to tell the one that takes the messages. Calls before a wait count once; what waits is taken first.
     */
    void wakeUp();

    /** Messages in order, each waited for; ends when the subscription has ended and nothing waits. */
    @Override
    Iterator<Message> iterator();
}
