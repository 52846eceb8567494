package io.natter.client.objectstore;

import io.natter.protocol.json.JsonForm;
import io.natter.protocol.json.ObjectReader;
import io.natter.protocol.json.ObjectWriter;
import io.natter.protocol.json.UnknownFields;
import io.natter.protocol.wire.Headers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An object: what is said of it, and how large it is (ADR-20).
 *
 * <p>Immutable.
 *
 * @param meta its name and what is said of it
 * @param store the store it is in
 * @param nuid what its chunks are called; each put makes another
 * @param size its bytes
 * @param chunks number of chunks
 * @param digest {@code SHA-256=} and the digest in base64 for URLs; empty for a link
 * @param isDeleted whether only the mark of it is left
 * @param modified when it was put or changed
 * @param unknown fields that were read without being known
 */
public record ObjectInfo(
        ObjectMeta meta,
        String store,
        String nuid,
        long size,
        long chunks,
        String digest,
        boolean isDeleted,
        Instant modified,
        UnknownFields unknown) {
    static final JsonForm<ObjectInfo> JSON = JsonForm.of(ObjectInfo::read, ObjectInfo::write);

    private static final JsonForm<ObjectLink> LINK = JsonForm.of(
            json -> new ObjectLink(json.string("bucket"), json.string("name")),
            (link, json) -> json.always("bucket", link.store()).put("name", link.object()));

    /** Link and size of chunks, which have a place of their own. Immutable. */
    private record Options(@Nullable ObjectLink link, int chunkBytes) {
        static final JsonForm<Options> JSON = JsonForm.of(
                json -> new Options(json.objectOrNull("link", LINK), json.integer32("max_chunk_size")),
                (options, json) -> json.put("link", options.link, LINK).put("max_chunk_size", options.chunkBytes));
    }

    /** Checks that it can be: what others wrote is read as this. */
    public ObjectInfo {
        if (size < 0 || chunks < 0) {
            throw new IllegalArgumentException(
                    "object: got " + size + " bytes in " + chunks + " chunks, expected none or more");
        }
    }

    /** Its name. */
    public String name() {
        return meta.name();
    }

    /** Whether it is a link. */
    public boolean isLink() {
        return meta.link() != null;
    }

    ObjectInfo withMeta(ObjectMeta meta) {
        return new ObjectInfo(meta, store, nuid, size, chunks, digest, isDeleted, modified, unknown);
    }

    ObjectInfo withModified(Instant modified) {
        return new ObjectInfo(meta, store, nuid, size, chunks, digest, isDeleted, modified, unknown);
    }

    /** The mark that is left of it. */
    ObjectInfo deleted() {
        return new ObjectInfo(meta, store, nuid, 0, 0, "", true, modified, unknown);
    }

    private static ObjectInfo read(ObjectReader json) {
        Options options = json.object("options", Options.JSON);
        ObjectMeta meta = new ObjectMeta(
                json.string("name"),
                json.string("description"),
                headers(json.tree("headers")),
                json.stringMap("metadata"),
                Math.max(0, options.chunkBytes),
                options.link);
        return new ObjectInfo(
                meta,
                json.string("bucket"),
                json.string("nuid"),
                json.integer("size"),
                json.integer("chunks"),
                json.string("digest"),
                json.bool("deleted"),
                json.timeOrZero("mtime"),
                json.rest());
    }

    private void write(ObjectWriter json) {
        json.always("name", name()).put("description", meta.description());
        if (!meta.headers().isEmpty()) {
            json.tree("headers", tree(meta.headers()));
        }
        json.put("metadata", meta.metadata());
        if (meta.link() != null || meta.chunkBytes() > 0) {
            json.always("options", new Options(meta.link(), meta.chunkBytes()), Options.JSON);
        }
        json.always("bucket", store).always("nuid", nuid).always("size", size);
        // The time is that of the message; it stands here for readers that want the field.
        json.always("mtime", io.natter.protocol.json.GoTime.ZERO);
        json.always("chunks", chunks).put("digest", digest).put("deleted", isDeleted);
        json.rest(unknown);
    }

    private static Map<String, List<String>> tree(Headers headers) {
        Map<String, List<String>> tree = new LinkedHashMap<>();
        headers.names().forEach(name -> tree.put(name, headers.all(name)));
        return tree;
    }

    /** What somebody wrote as headers, as far as it is some. */
    private static Headers headers(@Nullable Object tree) {
        if (!(tree instanceof Map<?, ?> map)) {
            return Headers.NONE;
        }
        Map<String, List<String>> values = new LinkedHashMap<>();
        map.forEach((name, list) -> {
            List<String> texts = new ArrayList<>();
            if (list instanceof List<?> all) {
                all.forEach(one -> texts.add(String.valueOf(one)));
            }
            values.put(String.valueOf(name), texts);
        });
        try {
            return Headers.builder().addAll(values).build();
        } catch (IllegalArgumentException noHeaders) {
            return Headers.NONE;
        }
    }
}
