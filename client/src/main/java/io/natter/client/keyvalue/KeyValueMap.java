package io.natter.client.keyvalue;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A bucket as a map that all its clients share.
 *
 * <p>Thread-safe. Null is neither a key nor a value. Every call asks the server; those that throw do so as those of {@link KeyValue} do.
 *
 * <pre>
 *  get, containsKey                          one request
 *  putIfAbsent                               one, two where there is a value
 *  put, remove, replace, compute, merge      two, and two more each time somebody else changed the key meanwhile (64 times at most);
 *                                            KeyValue.put and delete take one, and do not tell what was there
 *  size, isEmpty, keySet, values, entrySet,  all keys are listed
 *  containsValue, equals, hashCode
 *  clear                                     all keys are listed, and one request for each
 * </pre>
 *
 * <p>Atomic are the calls about one key: {@code put} returns exactly what it replaced. Functions may be called several times, so they must not have
 * effects. Calls about all keys are not atomic: an iterator shows what was there when it was made, {@code remove} of it removes the key only if it still
 * has that revision, {@code size} may be outdated when it returns. {@code equals} of values is used by {@code replace(key, old, new)} and
 * {@code remove(key, value)}. A key that is no key of a bucket is not there when it is looked for, and refused when it is put.
 *
 * @param <V> type of the values
 */
public final class KeyValueMap<V> extends AbstractMap<String, V> implements ConcurrentMap<String, V> {
    private final KeyValue<V> bucket;

    KeyValueMap(KeyValue<V> bucket) {
        this.bucket = bucket;
    }

    // ---- one key ----

    @Override
    public @Nullable V get(Object key) {
        return find(key).map(KeyValueEntry::value).orElse(null);
    }

    @Override
    public boolean containsKey(Object key) {
        return find(key).isPresent();
    }

    private Optional<KeyValueEntry<V>> find(Object key) {
        Objects.requireNonNull(key, "key");
        if (!(key instanceof String name)) {
            return Optional.empty();
        }
        try {
            return bucket.get(name);
        } catch (IllegalArgumentException noKeyOfABucket) {
            return Optional.empty();
        }
    }

    @Override
    public V getOrDefault(Object key, V otherwise) {
        return find(key).map(KeyValueEntry::value).orElse(otherwise);
    }

    @Override
    public @Nullable V put(String key, V value) {
        Objects.requireNonNull(value, "value");
        return swap(key, old -> Optional.of(value));
    }

    @Override
    public @Nullable V remove(Object key) {
        return find(key).isEmpty() ? null : swap((String) key, old -> Optional.empty());
    }

    @Override
    public @Nullable V putIfAbsent(String key, V value) {
        Objects.requireNonNull(value, "value");
        while (true) {
            try {
                bucket.create(key, value);
                return null;
            } catch (RevisionConflictException exists) {
                V there = get(key);
                if (there != null) {
                    return there;
                }
            }
        }
    }

    @Override
    public boolean remove(Object key, Object value) {
        Optional<KeyValueEntry<V>> there = find(key);
        while (there.isPresent() && there.get().value().equals(value)) {
            try {
                bucket.delete((String) key, there.get().revision());
                return true;
            } catch (RevisionConflictException changedMeanwhile) {
                there = find(key);
            }
        }
        return false;
    }

    @Override
    public boolean replace(String key, V old, V value) {
        Objects.requireNonNull(value, "value");
        Optional<KeyValueEntry<V>> there = find(key);
        while (there.isPresent() && there.get().value().equals(old)) {
            try {
                bucket.update(key, value, there.get().revision());
                return true;
            } catch (RevisionConflictException changedMeanwhile) {
                there = find(key);
            }
        }
        return false;
    }

    @Override
    public @Nullable V replace(String key, V value) {
        Objects.requireNonNull(value, "value");
        return swap(key, old -> old.map(any -> value));
    }

    @Override
    public @Nullable V compute(
            String key, BiFunction<? super String, ? super @Nullable V, ? extends @Nullable V> change) {
        return bucket.compute(key, old -> Optional.ofNullable(change.apply(key, old.orElse(null))))
                .orElse(null);
    }

    @Override
    public @Nullable V computeIfAbsent(String key, Function<? super String, ? extends @Nullable V> making) {
        return bucket.compute(key, old -> old.isPresent() ? old : Optional.ofNullable(making.apply(key)))
                .orElse(null);
    }

    @Override
    public @Nullable V computeIfPresent(
            String key, BiFunction<? super String, ? super V, ? extends @Nullable V> change) {
        return bucket.compute(key, old -> old.flatMap(value -> Optional.ofNullable(change.apply(key, value))))
                .orElse(null);
    }

    @Override
    public @Nullable V merge(String key, V value, BiFunction<? super V, ? super V, ? extends @Nullable V> merging) {
        Objects.requireNonNull(value, "value");
        return bucket.compute(
                        key,
                        old -> old.isPresent()
                                ? Optional.ofNullable(merging.apply(old.get(), value))
                                : Optional.of(value))
                .orElse(null);
    }

    /** Changes the value; returns the one before. */
    private @Nullable V swap(String key, Function<Optional<V>, Optional<V>> change) {
        Optional<V>[] before = newHolder();
        bucket.compute(key, old -> {
            before[0] = old;
            return change.apply(old);
        });
        return before[0].orElse(null);
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of one, to be written to from a lambda
    private static <T> Optional<T>[] newHolder() {
        return new Optional[] {Optional.empty()};
    }

    // ---- all keys ----

    @Override
    public Set<String> keySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<String> iterator() {
                return removing(bucket.keys().iterator(), KeyValueMap.this::remove);
            }

            @Override
            public int size() {
                return KeyValueMap.this.size();
            }

            @Override
            public boolean contains(Object key) {
                return containsKey(key);
            }

            @Override
            public boolean remove(Object key) {
                return KeyValueMap.this.remove(key) != null;
            }
        };
    }

    @Override
    public Set<Map.Entry<String, V>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Map.Entry<String, V>> iterator() {
                List<KeyValueEntry<V>> entries = bucket.entries();
                Iterator<Map.Entry<String, V>> all =
                        entries.stream().<Map.Entry<String, V>>map(Shown::new).iterator();
                return removing(all, entry -> ((Shown) entry).remove());
            }

            @Override
            public int size() {
                return KeyValueMap.this.size();
            }
        };
    }

    /** An entry of an iterator; setting its value puts it. Not thread-safe. */
    private final class Shown extends SimpleEntry<String, V> {
        private static final long serialVersionUID = 1L;

        private final transient KeyValueEntry<V> entry;

        Shown(KeyValueEntry<V> entry) {
            super(entry.key(), entry.value());
            this.entry = entry;
        }

        @Override
        public V setValue(V value) {
            bucket.put(getKey(), value);
            return super.setValue(value);
        }

        void remove() {
            try {
                bucket.delete(entry.key(), entry.revision());
            } catch (RevisionConflictException itIsAnotherByNow) {
                return;
            }
        }
    }

    private static <T> Iterator<T> removing(Iterator<T> all, java.util.function.Consumer<? super T> removal) {
        return new Iterator<>() {
            private @Nullable T last;

            @Override
            public boolean hasNext() {
                return all.hasNext();
            }

            @Override
            public T next() {
                T next = all.next();
                last = next;
                return next;
            }

            @Override
            public void remove() {
                T removed = last;
                if (removed == null) {
                    throw new IllegalStateException("remove: no element");
                }
                last = null;
                removal.accept(removed);
            }
        };
    }

    @Override
    public int size() {
        return bucket.keys().size();
    }

    @Override
    public boolean isEmpty() {
        return size() == 0;
    }

    @Override
    public void clear() {
        bucket.keys().forEach(bucket::delete);
    }
}
