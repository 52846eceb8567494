package io.natter.client.keyvalue;

import io.natter.protocol.jetstream.Compression;
import io.natter.protocol.jetstream.DiscardPolicy;
import io.natter.protocol.jetstream.Placement;
import io.natter.protocol.jetstream.Republish;
import io.natter.protocol.jetstream.StorageType;
import io.natter.protocol.jetstream.StreamConfig;
import io.natter.protocol.jetstream.StreamConfigBuilder;
import io.natter.protocol.jetstream.StreamSource;
import io.natter.protocol.jetstream.SubjectTransformConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a bucket is to be (ADR-8, 48, 57).
 *
 * <p>Immutable; {@code with} methods give changed copies.
 *
 * @param bucket its name: letters, digits, dashes and underscores
 * @param description text for people, or empty
 * @param history entries kept of each key, 1 to 64
 * @param ttl how long entries are kept; zero for ever
 * @param limitMarkerTtl how long a mark is kept of a key that grew too old, so that watches hear of it, at least a second; zero for no marks, and
 *     then no key can have a time to live of its own (server 2.11)
 * @param limits most bytes of the bucket and of a value
 * @param storage where it is kept
 * @param replicas number of servers that keep it, 1 to 5
 * @param compressed whether it is compressed on the disk (server 2.10)
 * @param placement where it is to be, or null
 * @param republish what is published again, or null
 * @param origin other buckets it copies
 * @param metadata facts about it by free names (server 2.10)
 * @param atomic whether several keys can be changed all or none, see {@link KeyValueScope} (server 2.12)
 */
public record KeyValueConfig(
        String bucket,
        String description,
        int history,
        Duration ttl,
        Duration limitMarkerTtl,
        Limits limits,
        StorageType storage,
        int replicas,
        boolean compressed,
        @Nullable Placement placement,
        @Nullable Republish republish,
        Origin origin,
        Map<String, String> metadata,
        boolean atomic) {
    /** Most entries of a key. */
    public static final int HISTORY_MAX = 64;

    static final String STREAM_PREFIX = "KV_";
    private static final Duration DUPLICATE_WINDOW_MAX = Duration.ofMinutes(2);

    /** Most bytes. Immutable. */
    public record Limits(long bucketBytes, int valueBytes) {
        /** No limit of either. */
        public static final Limits NONE = new Limits(-1, -1);
    }

    /**
     * Where entries come from besides those that are put. Immutable.
     *
     * @param mirror the bucket it is a read-only copy of, or null; puts go to that one
     * @param sources buckets, or other streams, it copies from
     */
    public record Origin(@Nullable StreamSource mirror, List<StreamSource> sources) {
        /** Nowhere else. */
        public static final Origin NONE = new Origin(null, List.of());

        /** Copies the list. */
        public Origin {
            sources = List.copyOf(sources);
        }
    }

    /** Copies the metadata and checks the rest. */
    public KeyValueConfig {
        metadata = Map.copyOf(metadata);
        Keys.requireBucket(bucket);
        if (history < 1 || history > HISTORY_MAX) {
            throw new IllegalArgumentException("history: got " + history + ", expected 1 to " + HISTORY_MAX);
        }
        if (ttl.isNegative()) {
            throw new IllegalArgumentException("ttl: got " + ttl + ", expected zero or more");
        }
        if (!limitMarkerTtl.isZero() && limitMarkerTtl.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("limitMarkerTtl: got " + limitMarkerTtl + ", expected a second or more");
        }
    }

    /** A bucket in files that keeps one entry of each key, for ever. */
    public static KeyValueConfig of(String bucket) {
        return new KeyValueConfig(
                bucket,
                "",
                1,
                Duration.ZERO,
                Duration.ZERO,
                Limits.NONE,
                StorageType.FILE,
                1,
                false,
                null,
                null,
                Origin.NONE,
                Map.of(),
                false);
    }

    /** A read-only copy of a bucket; puts to it go to the bucket. */
    public static KeyValueConfig mirrorOf(String bucket, String of) {
        return of(bucket).withOrigin(new Origin(StreamSource.builder(of).build(), List.of()));
    }

    /** What the stream of a bucket says of it. */
    static KeyValueConfig of(StreamConfig stream) {
        return new KeyValueConfig(
                bucketOf(stream.name()),
                stream.description(),
                (int) Math.max(1, Math.min(HISTORY_MAX, stream.maxMessagesPerSubject())),
                stream.maxAge(),
                stream.deleteMarkerTtl(),
                new Limits(stream.maxBytes(), stream.maxMessageBytes()),
                stream.storage(),
                Math.max(1, stream.replicas()),
                stream.compression() != Compression.NONE,
                stream.placement(),
                stream.republish(),
                new Origin(stream.mirror(), stream.sources()),
                stream.metadata(),
                stream.allowAtomic());
    }

    static String bucketOf(String stream) {
        return stream.startsWith(STREAM_PREFIX) ? stream.substring(STREAM_PREFIX.length()) : stream;
    }

    static String streamOf(String bucket) {
        return STREAM_PREFIX + bucket;
    }

    /** The stream of this bucket, made of one that is there or of nothing; what a bucket does not speak of stays. */
    StreamConfig toStream(StreamConfigBuilder stream) {
        StreamSource mirror = origin.mirror == null ? null : named(origin.mirror);
        stream.name(streamOf(bucket))
                .description(description)
                .subjects(mirror == null ? List.of("$KV." + bucket + ".>") : List.of())
                .maxConsumers(-1)
                .maxMessages(-1)
                .maxBytes(limits.bucketBytes)
                .maxMessagesPerSubject(history)
                .maxMessageBytes(limits.valueBytes)
                .maxAge(ttl)
                .duplicateWindow(duplicateWindow())
                .discard(DiscardPolicy.NEW)
                .storage(storage)
                .replicas(replicas)
                .compression(compressed ? Compression.S2 : Compression.NONE)
                .placement(placement)
                .republish(republish)
                .mirror(mirror)
                .mirrorDirect(mirror != null)
                .sources(origin.sources.stream().map(this::source).toList())
                .allowRollup(true)
                .denyDelete(true)
                .metadata(metadata);
        if (!limitMarkerTtl.isZero()) {
            stream.allowMessageTtl(true).deleteMarkerTtl(limitMarkerTtl);
        }
        if (atomic) {
            stream.allowAtomic(true);
        }
        return stream.build();
    }

    private Duration duplicateWindow() {
        boolean isLong = ttl.isZero() || ttl.compareTo(DUPLICATE_WINDOW_MAX) > 0;
        return isLong ? DUPLICATE_WINDOW_MAX : ttl;
    }

    private static StreamSource named(StreamSource source) {
        return source.name().startsWith(STREAM_PREFIX)
                ? source
                : source.toBuilder().name(STREAM_PREFIX + source.name()).build();
    }

    /** What is copied must come under the subjects of this bucket; a source that says how itself is left as it is. */
    private StreamSource source(StreamSource source) {
        if (!source.subjectTransforms().isEmpty()) {
            return source;
        }
        StreamSource named = named(source);
        String from = "$KV." + bucketOf(named.name()) + ".>";
        return named.toBuilder()
                .subjectTransforms(List.of(new SubjectTransformConfig(from, "$KV." + bucket + ".>")))
                .build();
    }

    /** The same with a text for people. */
    public KeyValueConfig withDescription(String description) {
        return with(draft -> draft.description = description);
    }

    /** The same with so many entries of each key. */
    public KeyValueConfig withHistory(int history) {
        return with(draft -> draft.history = history);
    }

    /** The same with entries kept so long. */
    public KeyValueConfig withTtl(Duration ttl) {
        return with(draft -> draft.ttl = ttl);
    }

    /** The same with marks of keys that grew too old, and keys that may have a time to live of their own. */
    public KeyValueConfig withLimitMarkers(Duration limitMarkerTtl) {
        return with(draft -> draft.limitMarkerTtl = limitMarkerTtl);
    }

    /** The same with limits, -1 for none. */
    public KeyValueConfig withLimits(long bucketBytes, int valueBytes) {
        return with(draft -> draft.limits = new Limits(bucketBytes, valueBytes));
    }

    /** The same in memory. */
    public KeyValueConfig inMemory() {
        return with(draft -> draft.storage = StorageType.MEMORY);
    }

    /** The same on so many servers. */
    public KeyValueConfig withReplicas(int replicas) {
        return with(draft -> draft.replicas = replicas);
    }

    /** The same, compressed. */
    public KeyValueConfig withCompression() {
        return with(draft -> draft.compressed = true);
    }

    /** The same, placed there. */
    public KeyValueConfig withPlacement(Placement placement) {
        return with(draft -> draft.placement = placement);
    }

    /** The same, publishing again what is put. */
    public KeyValueConfig withRepublish(Republish republish) {
        return with(draft -> draft.republish = republish);
    }

    /** The same, copying from elsewhere. Names of buckets are enough; those with a domain name it in {@code external}. */
    public KeyValueConfig withOrigin(Origin origin) {
        return with(draft -> draft.origin = origin);
    }

    /** The same, copying from these buckets. */
    public KeyValueConfig withSources(String... buckets) {
        List<StreamSource> sources = java.util.Arrays.stream(buckets)
                .map(name -> StreamSource.builder(name).build())
                .toList();
        return withOrigin(new Origin(null, sources));
    }

    /** The same with these facts. */
    public KeyValueConfig withMetadata(Map<String, String> metadata) {
        return with(draft -> draft.metadata = metadata);
    }

    /** The same with changes of several keys that are made all or none. */
    public KeyValueConfig withAtomic() {
        return with(draft -> draft.atomic = true);
    }

    private KeyValueConfig with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.build();
    }

    /** A copy on its way. Confined to one thread. */
    private static final class Draft {
        private final String bucket;
        private String description;
        private int history;
        private Duration ttl;
        private Duration limitMarkerTtl;
        private Limits limits;
        private StorageType storage;
        private int replicas;
        private boolean compressed;
        private @Nullable Placement placement;
        private @Nullable Republish republish;
        private Origin origin;
        private Map<String, String> metadata;
        private boolean atomic;

        Draft(KeyValueConfig of) {
            bucket = of.bucket;
            description = of.description;
            history = of.history;
            ttl = of.ttl;
            limitMarkerTtl = of.limitMarkerTtl;
            limits = of.limits;
            storage = of.storage;
            replicas = of.replicas;
            compressed = of.compressed;
            placement = of.placement;
            republish = of.republish;
            origin = of.origin;
            metadata = of.metadata;
            atomic = of.atomic;
        }

        KeyValueConfig build() {
            return new KeyValueConfig(
                    bucket,
                    description,
                    history,
                    ttl,
                    limitMarkerTtl,
                    limits,
                    storage,
                    replicas,
                    compressed,
                    placement,
                    republish,
                    origin,
                    metadata,
                    atomic);
        }
    }
}
