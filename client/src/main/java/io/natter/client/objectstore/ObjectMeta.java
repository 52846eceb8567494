package io.natter.client.objectstore;

import io.natter.protocol.wire.Headers;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an object is called, and what is said of it (ADR-20).
 *
 * <p>Immutable; {@code with} methods give changed copies.
 *
 * @param name any text but an empty one
 * @param description text for people, or empty
 * @param headers headers of its own; not those of messages
 * @param metadata facts about it by free names
 * @param chunkBytes size of its chunks, 0 for 128 KiB
 * @param link where it leads, or null for an object with bytes
 */
public record ObjectMeta(
        String name,
        String description,
        Headers headers,
        Map<String, String> metadata,
        int chunkBytes,
        @Nullable ObjectLink link) {
    /** Size of chunks where nothing is said. */
    public static final int DEFAULT_CHUNK_BYTES = 128 * 1024;

    /** Copies the metadata and checks the rest. */
    public ObjectMeta {
        metadata = Map.copyOf(metadata);
        if (name.isEmpty()) {
            throw new IllegalArgumentException("object name: got none, expected a text");
        }
        if (chunkBytes < 0) {
            throw new IllegalArgumentException("chunkBytes: got " + chunkBytes + ", expected 0 or more");
        }
    }

    /** An object of this name. */
    public static ObjectMeta of(String name) {
        return new ObjectMeta(name, "", Headers.NONE, Map.of(), 0, null);
    }

    /** The same under another name. */
    public ObjectMeta withName(String name) {
        return new ObjectMeta(name, description, headers, metadata, chunkBytes, link);
    }

    /** The same with a text for people. */
    public ObjectMeta withDescription(String description) {
        return new ObjectMeta(name, description, headers, metadata, chunkBytes, link);
    }

    /** The same with these headers. */
    public ObjectMeta withHeaders(Headers headers) {
        return new ObjectMeta(name, description, headers, metadata, chunkBytes, link);
    }

    /** The same with these facts. */
    public ObjectMeta withMetadata(Map<String, String> metadata) {
        return new ObjectMeta(name, description, headers, metadata, chunkBytes, link);
    }

    /** The same in chunks of another size. */
    public ObjectMeta withChunkBytes(int chunkBytes) {
        return new ObjectMeta(name, description, headers, metadata, chunkBytes, link);
    }

    ObjectMeta withLink(@Nullable ObjectLink link) {
        return new ObjectMeta(name, description, headers, metadata, chunkBytes, link);
    }
}
