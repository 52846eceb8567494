package io.natter.client.keyvalue;

import io.natter.client.InterruptedWaitException;
import io.natter.client.RequestTimeoutException;
import io.natter.client.jetstream.Watch;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A copy of a bucket in memory, kept by a watch: reading it asks nobody.
 *
 * <p>Thread-safe. What it promises:
 *
 * <ul>
 *   <li>Each key goes through its values in the order of their revisions, and never back. It may skip values that were overwritten.
 *   <li>It is behind the bucket by the time a message takes; {@link #awaitRevision} waits for a change one knows of, such as one's own.
 *   <li>Over a lost connection it keeps what it knows, and catches up after the reconnect.
 *   <li>Keys that grow too old go from it only where the bucket has limit markers; without them nobody is told, and the copy keeps them.
 * </ul>
 *
 * <p>It holds all keys it is about: choose filters, or do not use it for large buckets.
 *
 * @param <V> type of the values
 */
public final class KeyValueCache<V> implements AutoCloseable {
    private final String bucket;
    private final Map<String, KeyValueEntry<V>> entries = new ConcurrentHashMap<>();
    private final ConcurrentSkipListMap<Long, CompletableFuture<Void>> waiting = new ConcurrentSkipListMap<>();
    private final List<KeyValueWatcher<V>> listeners = new CopyOnWriteArrayList<>();
    private volatile long revision;
    private @Nullable Watch watch; // set before this is handed out

    private KeyValueCache(String bucket) {
        this.bucket = bucket;
    }

    static <V> KeyValueCache<V> start(KeyValue<V> bucket, String... filters) {
        KeyValueCache<V> cache = new KeyValueCache<>(bucket.bucket());
        cache.watch = bucket.watch(WatchOptions.of(filters), cache::apply);
        return cache;
    }

    private void apply(KeyValueEntry<V> entry) throws Exception {
        if (entry.isPut()) {
            entries.put(entry.key(), entry);
        } else {
            entries.remove(entry.key());
        }
        revision = entry.revision();
        Map<Long, CompletableFuture<Void>> reached = waiting.headMap(entry.revision(), true);
        reached.values().forEach(one -> one.complete(null));
        reached.clear();
        for (KeyValueWatcher<V> listener : listeners) {
            listener.onEntry(entry);
        }
    }

    private Watch watch() {
        return java.util.Objects.requireNonNull(watch, "started");
    }

    /** The entry of a key as far as is known here, if it has a value. */
    public Optional<KeyValueEntry<V>> get(String key) {
        return Optional.ofNullable(entries.get(key));
    }

    /** The value of a key as far as is known here, if it has one. */
    public Optional<V> value(String key) {
        return get(key).map(KeyValueEntry::value);
    }

    /** All entries; a view that changes. */
    public Collection<KeyValueEntry<V>> entries() {
        return Collections.unmodifiableCollection(entries.values());
    }

    /** Entries by key; a view that changes. */
    public Map<String, KeyValueEntry<V>> asMap() {
        return Collections.unmodifiableMap(entries);
    }

    /** The revision of the last change it knows. */
    public long revision() {
        return revision;
    }

    /** Completes when it knows all that was there when it was made. */
    public CompletableFuture<Void> loaded() {
        return watch().initialDone();
    }

    /** Has one more told of changes from now on, after they are here. */
    public void addListener(KeyValueWatcher<V> listener) {
        listeners.add(listener);
    }

    /** Tells it no more. */
    public void removeListener(KeyValueWatcher<V> listener) {
        listeners.remove(listener);
    }

    /**
     * Waits until it knows a change, such as one's own put, and all before it.
     *
     * @param revision revision of a change to a key it is about; others never get here
     * @throws RequestTimeoutException if that took longer than the timeout
     */
    public void awaitRevision(long revision, Duration timeout) {
        if (this.revision >= revision) {
            return;
        }
        CompletableFuture<Void> reached = waiting.computeIfAbsent(revision, one -> new CompletableFuture<>());
        if (this.revision >= revision) {
            reached.complete(null); // It came meanwhile, perhaps before it was waited for.
        }
        try {
            reached.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            throw new RequestTimeoutException("cache of bucket " + bucket + ": got revision " + this.revision
                    + " after " + timeout + ", expected " + revision);
        } catch (ExecutionException closed) {
            throw new IllegalStateException("cache of bucket " + bucket + ": is closed", closed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedWaitException("cache of bucket " + bucket + ": interrupted");
        }
    }

    /** Whether it is still kept; a lost connection does not end that. */
    public boolean isActive() {
        return watch().isActive();
    }

    /** Keeps it no more; what it knows can still be read. */
    @Override
    public void close() {
        watch().close();
        waiting.values().forEach(one -> one.completeExceptionally(new IllegalStateException("closed")));
        waiting.clear();
    }
}
