package io.natter.client.objectstore;

import io.natter.protocol.jetstream.Compression;
import io.natter.protocol.jetstream.DiscardPolicy;
import io.natter.protocol.jetstream.Placement;
import io.natter.protocol.jetstream.StorageType;
import io.natter.protocol.jetstream.StreamConfig;
import io.natter.protocol.jetstream.StreamConfigBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an object store is to be (ADR-20).
 *
 * <p>Immutable; {@code with} methods give changed copies.
 *
 * @param name its name: letters, digits, dashes and underscores
 * @param description text for people, or empty
 * @param ttl how long objects are kept; zero for ever
 * @param maxBytes most bytes in all; -1 for no limit
 * @param storage where it is kept
 * @param replicas number of servers that keep it, 1 to 5
 * @param compressed whether it is compressed on the disk (server 2.10)
 * @param placement where it is to be, or null
 * @param metadata facts about it by free names (server 2.10)
 */
public record ObjectStoreConfig(
        String name,
        String description,
        Duration ttl,
        long maxBytes,
        StorageType storage,
        int replicas,
        boolean compressed,
        @Nullable Placement placement,
        Map<String, String> metadata) {
    static final String STREAM_PREFIX = "OBJ_";

    /** Copies the metadata and checks the rest. */
    public ObjectStoreConfig {
        metadata = Map.copyOf(metadata);
        requireName(name);
        if (ttl.isNegative()) {
            throw new IllegalArgumentException("ttl: got " + ttl + ", expected zero or more");
        }
    }

    /** A store in files, for ever. */
    public static ObjectStoreConfig of(String name) {
        return new ObjectStoreConfig(name, "", Duration.ZERO, -1, StorageType.FILE, 1, false, null, Map.of());
    }

    static ObjectStoreConfig of(StreamConfig stream) {
        return new ObjectStoreConfig(
                nameOf(stream.name()),
                stream.description(),
                stream.maxAge(),
                stream.maxBytes(),
                stream.storage(),
                Math.max(1, stream.replicas()),
                stream.compression() != Compression.NONE,
                stream.placement(),
                stream.metadata());
    }

    static void requireName(String name) {
        boolean isName = name.chars()
                .allMatch(c ->
                        c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_');
        if (name.isEmpty() || !isName) {
            throw new IllegalArgumentException(
                    "object store: got \"" + name + "\", expected letters, digits, dashes and underscores");
        }
    }

    static String nameOf(String stream) {
        return stream.startsWith(STREAM_PREFIX) ? stream.substring(STREAM_PREFIX.length()) : stream;
    }

    static String streamOf(String name) {
        return STREAM_PREFIX + name;
    }

    /** The stream of this store, made of one that is there or of nothing; what a store does not speak of stays. */
    StreamConfig toStream(StreamConfigBuilder stream) {
        return stream.name(streamOf(name))
                .description(description)
                .subjects(List.of("$O." + name + ".C.>", "$O." + name + ".M.>"))
                .maxAge(ttl)
                .maxBytes(maxBytes)
                .storage(storage)
                .replicas(replicas)
                .discard(DiscardPolicy.NEW)
                .allowRollup(true)
                .compression(compressed ? Compression.S2 : Compression.NONE)
                .placement(placement)
                .metadata(metadata)
                .build();
    }

    /** The same with a text for people. */
    public ObjectStoreConfig withDescription(String description) {
        return new ObjectStoreConfig(
                name, description, ttl, maxBytes, storage, replicas, compressed, placement, metadata);
    }

    /** The same with objects kept so long. */
    public ObjectStoreConfig withTtl(Duration ttl) {
        return new ObjectStoreConfig(
                name, description, ttl, maxBytes, storage, replicas, compressed, placement, metadata);
    }

    /** The same with a limit, -1 for none. */
    public ObjectStoreConfig withMaxBytes(long maxBytes) {
        return new ObjectStoreConfig(
                name, description, ttl, maxBytes, storage, replicas, compressed, placement, metadata);
    }

    /** The same in memory. */
    public ObjectStoreConfig inMemory() {
        return new ObjectStoreConfig(
                name, description, ttl, maxBytes, StorageType.MEMORY, replicas, compressed, placement, metadata);
    }

    /** The same on so many servers. */
    public ObjectStoreConfig withReplicas(int replicas) {
        return new ObjectStoreConfig(
                name, description, ttl, maxBytes, storage, replicas, compressed, placement, metadata);
    }

    /** The same, compressed. */
    public ObjectStoreConfig withCompression() {
        return new ObjectStoreConfig(name, description, ttl, maxBytes, storage, replicas, true, placement, metadata);
    }

    /** The same, placed there. */
    public ObjectStoreConfig withPlacement(Placement placement) {
        return new ObjectStoreConfig(
                name, description, ttl, maxBytes, storage, replicas, compressed, placement, metadata);
    }

    /** The same with these facts. */
    public ObjectStoreConfig withMetadata(Map<String, String> metadata) {
        return new ObjectStoreConfig(
                name, description, ttl, maxBytes, storage, replicas, compressed, placement, metadata);
    }
}
