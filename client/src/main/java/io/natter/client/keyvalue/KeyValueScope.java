package io.natter.client.keyvalue;

import io.natter.client.NatsException;
import io.natter.client.jetstream.AtomicBatch;
import io.natter.client.jetstream.JetStreamApiException;
import io.natter.client.jetstream.PublishOptions;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Keys that are read and changed together: it remembers the revision each key was read at, and changes count only if nobody changed these keys meanwhile.
 *
 * <p>Confined to one thread, and for one commit. Nothing is sent before that. A key is read once; read again it is as it was, or as it was changed here.
 *
 * <p>What is checked at the commit, and what is not:
 *
 * <ul>
 *   <li>A key that was read here and is changed: it has to be at the revision read, deletes too. One that was not there has to be missing still.
 *   <li>A key that is changed without having been read: it is not checked.
 *   <li>A key that was only read: it is not checked. To have it checked, put what was read.
 * </ul>
 *
 * <p>What is atomic: with one change all of it. Several changes are made all or none, checks included, in a bucket that is {@linkplain
 * KeyValueConfig#withAtomic atomic} (one batch of the stream, at most {@value AtomicBatch#MESSAGES_MAX} keys; not in a mirror). In any other bucket they are made one
 * after another, in the order the keys were first changed, each with its own check, until one is refused: those before it stay, and {@link #stored} tells them.
 * Readers may see some changes without the others in either case, since a read is of one key.
 *
 * <pre>
 * accounts.inScope(scope -&gt; {
 *     int left = scope.get("ann").orElse(0) - 10;
 *     scope.put("ann", left);
 *     scope.put("bob", scope.get("bob").orElse(0) + 10);
 *     return left;
 * });
 * </pre>
 *
 * @param <V> type of the values
 */
public final class KeyValueScope<V> {
    private final StreamKeyValue<V> bucket;
    private final Map<String, Long> revisions = new HashMap<>(); // of what was read
    private final Map<String, Optional<V>> read = new HashMap<>();
    private final Map<String, Optional<V>> changes = new LinkedHashMap<>();
    private final Map<String, Long> stored = new LinkedHashMap<>();
    private boolean isCommitted;

    KeyValueScope(StreamKeyValue<V> bucket) {
        this.bucket = bucket;
    }

    /**
     * The value of a key: as it was changed here, else as it was when it was first read here.
     *
     * @throws IllegalStateException if it is committed
     */
    public Optional<V> get(String key) {
        requireOpen();
        Optional<V> changed = changes.get(key);
        if (changed != null) {
            return changed;
        }
        Optional<V> known = read.get(key);
        return known == null ? readNow(key) : known;
    }

    private Optional<V> readNow(String key) {
        Optional<KeyValueEntry<V>> last = bucket.last(key);
        Optional<V> value = last.flatMap(KeyValueEntry::find);
        revisions.put(key, last.map(KeyValueEntry::revision).orElse(0L));
        read.put(key, value);
        return value;
    }

    /** Puts a value at the commit. */
    public void put(String key, V value) {
        change(key, Optional.of(value));
    }

    /** Deletes a key at the commit. */
    public void delete(String key) {
        change(key, Optional.empty());
    }

    private void change(String key, Optional<V> value) {
        requireOpen();
        bucket.requireKey(key);
        changes.put(key, value);
    }

    private void requireOpen() {
        if (isCommitted) {
            throw new IllegalStateException("scope: it is committed already");
        }
    }

    /** The revision a key is expected to be at if it is changed: 0 for none, -1 where it was not read. */
    private long expected(String key) {
        return revisions.getOrDefault(key, StreamKeyValue.ANY);
    }

    /**
     * Makes the changes, and waits until they are there.
     *
     * @return the revision of the last one, 0 where nothing was changed
     * @throws RevisionConflictException if somebody changed one of the keys meanwhile; what is there all the same is told by {@link #stored}
     * @throws NatsException as a put; after a time-out any of the changes that are not told by {@link #stored} may be there
     * @throws IllegalStateException if it is committed, or an atomic bucket is to take more changes than a batch
     */
    public long commit() {
        requireOpen();
        isCommitted = true;
        return changes.size() > 1 && bucket.stream().isAtomic() ? commitWhole() : commitOneByOne();
    }

    private long commitOneByOne() {
        long last = 0;
        for (Map.Entry<String, Optional<V>> change : changes.entrySet()) {
            String key = change.getKey();
            last = bucket.change(key, change.getValue(), expected(key));
            stored.put(key, last);
        }
        return last;
    }

    private long commitWhole() {
        AtomicBatch batch = bucket.stream().jetStream().atomicBatch();
        changes.forEach((key, value) -> batch.add(
                bucket.message(key, value), StreamKeyValue.expecting(expected(key), PublishOptions.DEFAULTS)));
        try {
            return batch.commit().sequence();
        } catch (JetStreamApiException refused) {
            if (StreamKeyValue.isConflict(refused)) {
                String key = whoChanged();
                throw new RevisionConflictException(bucket.bucket(), key, expected(key), refused);
            }
            throw refused;
        }
    }

    /** The first key that is not as it was read; the server does not tell which it was. */
    private String whoChanged() {
        for (String key : changes.keySet()) {
            long expected = expected(key);
            if (expected != StreamKeyValue.ANY
                    && bucket.last(key).map(KeyValueEntry::revision).orElse(0L) != expected) {
                return key;
            }
        }
        return changes.keySet().iterator().next();
    }

    /** The changes of a commit that failed half-way which are there all the same, with their revisions, in order; none where the bucket is atomic. */
    public Map<String, Long> stored() {
        return Collections.unmodifiableMap(stored);
    }
}
