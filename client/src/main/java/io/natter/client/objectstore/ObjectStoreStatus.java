package io.natter.client.objectstore;

import io.natter.protocol.jetstream.Compression;
import io.natter.protocol.jetstream.StreamInfo;
import java.util.Map;

/**
 * An object store: what it is to be, and what is in it (ADR-20).
 *
 * <p>Immutable.
 *
 * @param stream the stream behind it
 */
public record ObjectStoreStatus(StreamInfo stream) {
    /** Its name. */
    public String name() {
        return ObjectStoreConfig.nameOf(stream.config().name());
    }

    /** What it is to be. */
    public ObjectStoreConfig config() {
        return ObjectStoreConfig.of(stream.config());
    }

    /** Text for people. */
    public String description() {
        return stream.config().description();
    }

    /** Size of all in it, in the store. */
    public long bytes() {
        return stream.state().bytes();
    }

    /** Whether nothing can be changed any more. */
    public boolean isSealed() {
        return stream.config().sealed();
    }

    /** Whether it is compressed on the disk. */
    public boolean isCompressed() {
        return stream.config().compression() != Compression.NONE;
    }

    /** What keeps it. */
    public String backingStore() {
        return "JetStream";
    }

    /** Facts about it. */
    public Map<String, String> metadata() {
        return stream.config().metadata();
    }
}
