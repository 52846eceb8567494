package io.natter.client.keyvalue;

import io.natter.client.Codec;
import io.natter.client.NatsException;
import io.natter.client.jetstream.JetStream;
import io.natter.client.jetstream.JetStreamApiException;
import io.natter.client.jetstream.Watch;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A bucket: values by keys, each change with a revision (ADR-8).
 *
 * <p>Thread-safe, and light: as many views of a bucket as wanted. What is put is there when the call returns; what is got may come from a replica that is
 * a little behind. Calls throw as those of {@link JetStream} do, {@link JetStreamApiException} with {@code STREAM_NOT_FOUND} if
 * there is no such bucket.
 *
 * <pre>
 * KeyValue&lt;String&gt; config = KeyValueManagement.of(js).createOrUpdate(KeyValueConfig.of("config")).as(String.class);
 * long revision = config.put("color", "blue");
 * String color = config.value("color").orElse("none");
 * config.update("color", "green", revision);   // only if nobody changed it meanwhile
 * </pre>
 *
 * @param <V> type of the values
 */
public interface KeyValue<V> {
    /** A bucket by its name, without asking whether it is there. */
    static <V> KeyValue<V> of(JetStream jetStream, String bucket, Class<V> type) {
        return KeyValueManagement.of(jetStream).bucket(bucket).as(type);
    }

    /** The name of the bucket. */
    String bucket();

    /** The same bucket with values of a type the connection has a codec for. */
    <T> KeyValue<T> as(Class<T> type);

    /** The same bucket with values of this codec, such as one that encrypts. */
    <T> KeyValue<T> as(Codec<T> codec);

    /** The same bucket with keys that are encoded (ADR-54). */
    KeyValue<V> withKeys(KeyCodec keys);

    /** The latest entry of a key, if it has a value. */
    Optional<KeyValueEntry<V>> get(String key);

    /** The entry of that revision, if it is of this key and has a value. */
    Optional<KeyValueEntry<V>> get(String key, long revision);

    /** The value of a key, if it has one. */
    Optional<V> value(String key);

    /**
     * Puts a value, whatever was there; returns its revision.
     *
     * @throws NatsException after a time-out it may have been put
     */
    long put(String key, V value);

    /** The same without waiting. */
    CompletableFuture<Long> putAsync(String key, V value);

    /**
     * Puts a value where there is none, or a deleted one; returns its revision.
     *
     * @throws RevisionConflictException if there is one
     */
    long create(String key, V value);

    /**
     * The same with a value that goes after a while (ADR-48; server 2.11, bucket with limit markers).
     *
     * @param ttl at least a second
     */
    long create(String key, V value, Duration ttl);

    /**
     * Puts a value if the key is at that revision, 0 for a key that was never put; returns its revision.
     *
     * @throws RevisionConflictException if it is not
     */
    long update(String key, V value, long revision);

    /** Deletes a key; its history stays. A key that is not there is marked as deleted all the same. */
    void delete(String key);

    /** The same if the key is at that revision; throws {@link RevisionConflictException} if it is not. */
    void delete(String key, long revision);

    /** Deletes a key with its history. */
    void purge(String key);

    /** The same if the key is at that revision; throws {@link RevisionConflictException} if it is not. */
    void purge(String key, long revision);

    /**
     * Deletes a key with its history, and the mark of that after a while (ADR-48; server 2.11, bucket with limit markers).
     *
     * @param markerTtl at least a second
     */
    void purge(String key, Duration markerTtl);

    /** The same if the key is at that revision; throws {@link RevisionConflictException} if it is not. */
    void purge(String key, long revision, Duration markerTtl);

    /**
     * Changes a value by what it is, again and again until nobody changed it meanwhile, at most 64 times. One that equals the old is not put.
     *
     * @param change takes the value or empty, returns the new one, or empty to delete the key; may be called several times
     * @return the value afterwards, or empty
     * @throws RevisionConflictException if somebody changed it meanwhile every time
     */
    Optional<V> compute(String key, UnaryOperator<Optional<V>> change);

    /** A scope to read and change several keys in; see there for what is checked, and what is atomic. */
    KeyValueScope<V> scope();

    /**
     * Reads and changes several keys, and commits; all of it again when somebody changed one of them meanwhile, at most 64 times.
     *
     * @param work may be called several times, so it must have no other effects
     * @return what it returned the last time
     * @throws RevisionConflictException if somebody changed a key every time; or at once if the bucket is not atomic and changes before that key's are there
     *     already: to do the work again would count them twice
     */
    <R> R inScope(Function<KeyValueScope<V>, R> work);

    /** Keys that have a value, of those that match one of the filters; without filters all. */
    List<String> keys(String... filters);

    /** The latest entries of keys that have a value, of those that match one of the filters; without filters all. */
    List<KeyValueEntry<V>> entries(String... filters);

    /** All entries of a key there are, deletes too, in order. */
    List<KeyValueEntry<V>> history(String key);

    /** Removes what is left of deleted keys; marks younger than 30 minutes stay, so that watches see them. Returns how many keys had been deleted. */
    int purgeDeletes();

    /** The same with marks that stay so long; zero for none. */
    int purgeDeletes(Duration markerAge);

    /** Tells a watcher what is there, then what changes, until it is closed. */
    Watch watch(WatchOptions options, KeyValueWatcher<V> watcher);

    /** What is there, then what changes, for a loop of the caller's. */
    KeyValueUpdates<V> updates(WatchOptions options);

    /**
     * What is there, then what changes, for each subscriber anew: its demand is what is asked of the server, so nothing piles up. What was there at the
     * beginning is over with the first entry whose {@link KeyValueEntry#delta} is 0; where nothing was there, or a delete
     * that is left out was the last, nobody says so.
     */
    Flow.Publisher<KeyValueEntry<V>> publisher(WatchOptions options);

    /** A copy in memory of the keys that match one of the filters, kept by a watch; without filters of all. */
    KeyValueCache<V> cache(String... filters);

    /** The bucket as a map; see there for what is atomic and what things cost. */
    KeyValueMap<V> asMap();

    /** What it is to be, and what is in it, now. */
    KeyValueStatus status();
}
