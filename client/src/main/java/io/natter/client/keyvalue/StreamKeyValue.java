package io.natter.client.keyvalue;

import io.natter.client.Codec;
import io.natter.client.Outgoing;
import io.natter.client.jetstream.Expectations;
import io.natter.client.jetstream.JetStreamApiException;
import io.natter.client.jetstream.JetStreamMessage;
import io.natter.client.jetstream.MessageMetadata;
import io.natter.client.jetstream.PublishOptions;
import io.natter.client.jetstream.Rollup;
import io.natter.client.jetstream.StreamMessage;
import io.natter.client.jetstream.Watch;
import io.natter.protocol.jetstream.ApiErrorCode;
import io.natter.protocol.jetstream.PubAck;
import io.natter.protocol.jetstream.PurgeRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A bucket over its stream.
 *
 * <p>Thread-safe and immutable.
 */
final class StreamKeyValue<V> implements KeyValue<V> {
    /** In the place of a revision: whatever the key is at. */
    static final long ANY = -1;

    private static final int COMPUTE_TRIES_MAX = 64;
    private static final Duration MARKER_AGE = Duration.ofMinutes(30);
    private static final byte[] NOTHING = new byte[0];

    private final Bucket bucket;
    private final KeyCodec keys;
    private final Values<V> values;

    StreamKeyValue(Bucket bucket, KeyCodec keys, Values<V> values) {
        this.bucket = bucket;
        this.keys = keys;
        this.values = values;
    }

    @Override
    public String bucket() {
        return bucket.name();
    }

    @Override
    public <T> KeyValue<T> as(Class<T> type) {
        return new StreamKeyValue<>(bucket, keys, Values.of(type));
    }

    @Override
    public <T> KeyValue<T> as(Codec<T> codec) {
        return new StreamKeyValue<>(bucket, keys, Values.of(codec));
    }

    @Override
    public KeyValue<V> withKeys(KeyCodec codec) {
        return new StreamKeyValue<>(bucket, codec, values);
    }

    // ---- reading ----

    @Override
    public Optional<KeyValueEntry<V>> get(String key) {
        return last(key).filter(KeyValueEntry::isPut);
    }

    @Override
    public Optional<V> value(String key) {
        return get(key).map(KeyValueEntry::value);
    }

    @Override
    public Optional<KeyValueEntry<V>> get(String key, long revision) {
        String subject = bucket.readSubject(encoded(key));
        return bucket.stream()
                .message(revision)
                .filter(message -> message.subject().equals(subject))
                .map(message -> entry(key, message))
                .filter(KeyValueEntry::isPut);
    }

    /** The latest entry of a key, whatever it did. */
    Optional<KeyValueEntry<V>> last(String key) {
        return bucket.stream().lastMessage(bucket.readSubject(encoded(key))).map(message -> entry(key, message));
    }

    private String encoded(String key) {
        return Keys.require(keys.encode(key));
    }

    /** Refuses what is no key. */
    void requireKey(String key) {
        encoded(key);
    }

    private KeyValueEntry<V> entry(String key, StreamMessage message) {
        return entry(key, message.sequence(), message.time(), 0, message);
    }

    /** The entry a consumer delivered. */
    KeyValueEntry<V> entry(JetStreamMessage message) {
        MessageMetadata where = message.metadata();
        String key = keys.decode(bucket.key(message.subject()));
        return entry(key, where.streamSequence(), where.time(), where.pendingCount(), message);
    }

    private KeyValueEntry<V> entry(
            String key, long revision, Instant created, long delta, io.natter.client.Message message) {
        KeyValueEntry.Position position = new KeyValueEntry.Position(bucket.name(), key, revision, created, delta);
        return new KeyValueEntry<>(position, message, values::read);
    }

    // ---- writing ----

    @Override
    public long put(String key, V value) {
        return bucket.jetStream()
                .publish(values.write(bucket.writeSubject(encoded(key)), value), PublishOptions.DEFAULTS)
                .sequence();
    }

    @Override
    public CompletableFuture<Long> putAsync(String key, V value) {
        return bucket.jetStream()
                .publishAsync(values.write(bucket.writeSubject(encoded(key)), value), PublishOptions.DEFAULTS)
                .thenApply(PubAck::sequence);
    }

    @Override
    public long create(String key, V value) {
        return create(key, value, PublishOptions.DEFAULTS);
    }

    @Override
    public long create(String key, V value, Duration ttl) {
        return create(key, value, PublishOptions.ttl(ttl));
    }

    private long create(String key, V value, PublishOptions options) {
        try {
            return put(key, value, 0, options);
        } catch (RevisionConflictException exists) {
            KeyValueEntry<V> last = last(key).orElseThrow(() -> exists);
            if (last.isPut()) {
                throw exists;
            }
            return put(key, value, last.revision(), options);
        }
    }

    @Override
    public long update(String key, V value, long revision) {
        return put(key, value, revision, PublishOptions.DEFAULTS);
    }

    private long put(String key, V value, long revision, PublishOptions options) {
        return write(key, values.write(bucket.writeSubject(encoded(key)), value), revision, options);
    }

    private long write(String key, Outgoing message, long revision, PublishOptions options) {
        try {
            return bucket.jetStream()
                    .publish(message, expecting(revision, options))
                    .sequence();
        } catch (JetStreamApiException refused) {
            throw isConflict(refused) ? new RevisionConflictException(bucket.name(), key, revision, refused) : refused;
        }
    }

    static PublishOptions expecting(long revision, PublishOptions options) {
        return revision == ANY ? options : options.withExpected(Expectations.lastSubjectSequence(revision));
    }

    /** Whether a key was not at the revision it was expected to be at. */
    static boolean isConflict(JetStreamApiException refused) {
        return refused.is(ApiErrorCode.STREAM_WRONG_LAST_SEQUENCE)
                || refused.is(ApiErrorCode.STREAM_WRONG_LAST_SEQUENCE_CONSTANT);
    }

    /** Puts a value, or deletes the key where there is none, if the key is at that revision, or {@link #ANY}; returns the new one. */
    long change(String key, Optional<V> value, long revision) {
        return write(key, message(key, value), revision, PublishOptions.DEFAULTS);
    }

    /** What puts a value, or deletes the key where there is none. */
    Outgoing message(String key, Optional<V> value) {
        String subject = bucket.writeSubject(encoded(key));
        return value.map(known -> values.write(subject, known))
                .orElseGet(() -> mark(subject, KeyValueOperation.DELETE));
    }

    private static Outgoing mark(String subject, KeyValueOperation operation) {
        return Outgoing.of(subject, NOTHING).withHeaders(operation.headers());
    }

    @Override
    public void delete(String key) {
        remove(key, KeyValueOperation.DELETE, ANY, PublishOptions.DEFAULTS);
    }

    @Override
    public void delete(String key, long revision) {
        remove(key, KeyValueOperation.DELETE, revision, PublishOptions.DEFAULTS);
    }

    @Override
    public void purge(String key) {
        remove(key, KeyValueOperation.PURGE, ANY, PublishOptions.DEFAULTS);
    }

    @Override
    public void purge(String key, long revision) {
        remove(key, KeyValueOperation.PURGE, revision, PublishOptions.DEFAULTS);
    }

    @Override
    public void purge(String key, Duration markerTtl) {
        remove(key, KeyValueOperation.PURGE, ANY, PublishOptions.ttl(markerTtl));
    }

    @Override
    public void purge(String key, long revision, Duration markerTtl) {
        remove(key, KeyValueOperation.PURGE, revision, PublishOptions.ttl(markerTtl));
    }

    private void remove(String key, KeyValueOperation operation, long revision, PublishOptions options) {
        Outgoing mark = mark(bucket.writeSubject(encoded(key)), operation);
        Rollup rollup = operation == KeyValueOperation.PURGE ? Rollup.SUBJECT : Rollup.NONE;
        write(key, mark, revision, options.withRollup(rollup));
    }

    @Override
    public Optional<V> compute(String key, UnaryOperator<Optional<V>> change) {
        for (int attempt = 1; ; attempt++) {
            Optional<KeyValueEntry<V>> before = last(key);
            Optional<V> old = before.flatMap(KeyValueEntry::find);
            Optional<V> changed = change.apply(old);
            if (changed.equals(old)) {
                return old;
            }
            long revision = before.map(KeyValueEntry::revision).orElse(0L);
            try {
                if (changed.isPresent()) {
                    put(key, changed.get(), revision, PublishOptions.DEFAULTS);
                } else {
                    delete(key, revision);
                }
                return changed;
            } catch (RevisionConflictException changedMeanwhile) {
                // Somebody else's change went through, so there is progress, and no need to wait.
                if (attempt == COMPUTE_TRIES_MAX) {
                    throw changedMeanwhile;
                }
            }
        }
    }

    @Override
    public KeyValueScope<V> scope() {
        return new KeyValueScope<>(this);
    }

    @Override
    public <R> R inScope(Function<KeyValueScope<V>, R> work) {
        for (int attempt = 1; ; attempt++) {
            KeyValueScope<V> scope = scope();
            R result = work.apply(scope);
            try {
                scope.commit();
                return result;
            } catch (RevisionConflictException changedMeanwhile) {
                // Somebody else's change went through, so there is progress, and no need to wait.
                if (attempt == COMPUTE_TRIES_MAX || !scope.stored().isEmpty()) {
                    throw changedMeanwhile;
                }
            }
        }
    }

    // ---- listing ----

    @Override
    public List<String> keys(String... filters) {
        WatchOptions options = WatchOptions.of(filters).withoutDeletes().withMetaOnly();
        return StreamWatch.list(this, options).stream().map(KeyValueEntry::key).toList();
    }

    @Override
    public List<KeyValueEntry<V>> entries(String... filters) {
        return StreamWatch.list(this, WatchOptions.of(filters).withoutDeletes());
    }

    @Override
    public List<KeyValueEntry<V>> history(String key) {
        encoded(key);
        return StreamWatch.list(this, WatchOptions.of(key).withHistory());
    }

    @Override
    public int purgeDeletes() {
        return purgeDeletes(MARKER_AGE);
    }

    @Override
    public int purgeDeletes(Duration markerAge) {
        Instant limit = Instant.now().minus(markerAge);
        int deleted = 0;
        for (KeyValueEntry<V> entry : StreamWatch.list(this, WatchOptions.ALL.withMetaOnly())) {
            if (!entry.isPut()) {
                // Up to a sequence, so that what is put meanwhile stays.
                boolean isMarkKept = !markerAge.isZero() && entry.created().isAfter(limit);
                long end = isMarkKept ? entry.revision() : entry.revision() + 1;
                bucket.stream().purge(new PurgeRequest(end, bucket.readSubject(encoded(entry.key())), 0));
                deleted++;
            }
        }
        return deleted;
    }

    // ---- watching ----

    @Override
    public Watch watch(WatchOptions options, KeyValueWatcher<V> watcher) {
        return StreamWatch.start(this, options, watcher);
    }

    @Override
    public Flow.Publisher<KeyValueEntry<V>> publisher(WatchOptions options) {
        return StreamWatch.publisher(this, options);
    }

    Bucket stream() {
        return bucket;
    }

    /** The filter of a subject for a filter of keys. */
    String filterSubject(String filter) {
        return bucket.readSubject(Keys.requireFilter(keys.encodeFilter(filter)));
    }

    @Override
    public KeyValueUpdates<V> updates(WatchOptions options) {
        return KeyValueUpdates.start(this, options);
    }

    @Override
    public KeyValueCache<V> cache(String... filters) {
        return KeyValueCache.start(this, filters);
    }

    @Override
    public KeyValueMap<V> asMap() {
        return new KeyValueMap<>(this);
    }

    @Override
    public KeyValueStatus status() {
        return new KeyValueStatus(bucket.stream().info());
    }

    @Override
    public String toString() {
        return "KeyValue[" + bucket.name() + "]";
    }
}
