package io.natter.client.keyvalue;

import io.natter.client.InterruptedWaitException;
import io.natter.client.jetstream.Watch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Entries of a bucket for a loop of the caller's: what is there, then what changes.
 *
 * <p>Thread-safe; each entry goes to one caller. At most 256 entries wait; then the watch does, and the server with it. Nothing is dropped.
 *
 * <pre>
 * try (KeyValueUpdates&lt;String&gt; updates = config.updates(WatchOptions.of("colors.*"))) {
 *     updates.initial(Duration.ofSeconds(5)).forEach(entry -&gt; show(entry));
 *     for (KeyValueEntry&lt;String&gt; change : updates) {
 *         show(change);
 *     }
 * }
 * </pre>
 *
 * @param <V> type of the values
 */
public final class KeyValueUpdates<V> implements Iterable<KeyValueEntry<V>>, AutoCloseable {
    private static final int WAITING_MAX = 256;

    /** An entry, the end of the initial data (null), or the end. */
    private record Item<V>(@Nullable KeyValueEntry<V> entry, boolean isEnd) {}

    private final BlockingQueue<Item<V>> waiting = new LinkedBlockingQueue<>(WAITING_MAX);
    private volatile boolean isEnded;
    private volatile boolean isInitialOver;
    private @Nullable Watch watch; // set before this is handed out

    private KeyValueUpdates() {}

    static <V> KeyValueUpdates<V> start(KeyValue<V> bucket, WatchOptions options) {
        KeyValueUpdates<V> updates = new KeyValueUpdates<>();
        Watch started = bucket.watch(options, updates.new Waiting());
        updates.watch = started;
        started.ended().whenComplete((nothing, failure) -> updates.end());
        return updates;
    }

    /** Hands entries over. Confined to the watch's thread. */
    private final class Waiting implements KeyValueWatcher<V> {
        @Override
        public void onEntry(KeyValueEntry<V> entry) throws InterruptedException {
            put(new Item<>(entry, false));
        }

        @Override
        public void onInitialDone() throws InterruptedException {
            put(new Item<>(null, false));
        }

        private void put(Item<V> item) throws InterruptedException {
            if (!isEnded) {
                waiting.put(item);
            }
        }
    }

    // Whoever waits for an entry finds the queue empty, so there is room for the end.
    private void end() {
        isEnded = true;
        waiting.offer(new Item<>(null, true));
    }

    /** The next entry, waiting for it at most so long; empty if none came in time or none will come any more. */
    public Optional<KeyValueEntry<V>> next(Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (true) {
            Item<V> item = take(deadline - System.nanoTime());
            if (item == null || item.isEnd) {
                return Optional.empty();
            }
            if (item.entry != null) {
                return Optional.of(item.entry);
            }
            isInitialOver = true;
        }
    }

    private @Nullable Item<V> take(long waitNs) {
        if (isEnded && waiting.isEmpty()) {
            return null;
        }
        try {
            Item<V> item = waiting.poll(waitNs, TimeUnit.NANOSECONDS);
            if (item != null && item.isEnd) {
                waiting.offer(item); // for others who wait
            }
            return item;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedWaitException("updates: interrupted");
        }
    }

    /** All that was there at the beginning, as far as it was not taken yet, waiting for it at most so long; {@link #isInitialOver} tells whether it is all. */
    public List<KeyValueEntry<V>> initial(Duration timeout) {
        List<KeyValueEntry<V>> entries = new ArrayList<>();
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!isInitialOver) {
            Item<V> item = take(deadline - System.nanoTime());
            if (item == null || item.isEnd) {
                break;
            }
            if (item.entry == null) {
                isInitialOver = true;
            } else {
                entries.add(item.entry);
            }
        }
        return entries;
    }

    /** Whether all that was there at the beginning was taken. */
    public boolean isInitialOver() {
        return isInitialOver;
    }

    /** Whether entries may still come. */
    public boolean isActive() {
        return !isEnded;
    }

    /** Entries in order, each waited for; ends when this is closed, or the bucket is deleted. */
    @Override
    public Iterator<KeyValueEntry<V>> iterator() {
        return new Iterator<>() {
            private @Nullable KeyValueEntry<V> next;

            @Override
            public boolean hasNext() {
                while (next == null && !(isEnded && waiting.isEmpty())) {
                    Optional<KeyValueEntry<V>> found = KeyValueUpdates.this.next(Duration.ofDays(1));
                    if (found.isEmpty() && isEnded) {
                        return false;
                    }
                    next = found.orElse(null);
                }
                return next != null;
            }

            @Override
            public KeyValueEntry<V> next() {
                if (!hasNext() || next == null) {
                    throw new NoSuchElementException("updates: no more");
                }
                KeyValueEntry<V> entry = next;
                next = null;
                return entry;
            }
        };
    }

    /** Ends it at once; what waits is dropped. */
    @Override
    public void close() {
        isEnded = true;
        waiting.clear(); // gives room to a watch that waits for some, which then sees the end
        if (watch != null) {
            watch.close();
        }
        waiting.clear();
        end();
    }
}
