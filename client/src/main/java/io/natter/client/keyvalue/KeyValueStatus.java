package io.natter.client.keyvalue;

import io.natter.protocol.jetstream.Compression;
import io.natter.protocol.jetstream.StreamInfo;
import java.time.Duration;
import java.util.Map;

/**
 * A bucket: what it is to be, and what is in it (ADR-8).
 *
 * <p>Immutable.
 *
 * @param stream the stream behind it
 */
public record KeyValueStatus(StreamInfo stream) {
    /** The name of the bucket. */
    public String bucket() {
        return KeyValueConfig.bucketOf(stream.config().name());
    }

    /** What it is to be. */
    public KeyValueConfig config() {
        return KeyValueConfig.of(stream.config());
    }

    /** Text for people. */
    public String description() {
        return stream.config().description();
    }

    /** Entries in it: historical values and marks of deleted keys counted. */
    public long values() {
        return stream.state().messages();
    }

    /** Keys in it, marks of deleted ones counted; of servers from 2.7 on. */
    public long keys() {
        return stream.state().subjectCount();
    }

    /** Its size in the store. */
    public long bytes() {
        return stream.state().bytes();
    }

    /** Number of the last change. */
    public long lastRevision() {
        return stream.state().lastSequence();
    }

    /** Entries kept of each key. */
    public int history() {
        return (int) stream.config().maxMessagesPerSubject();
    }

    /** How long entries are kept; zero for ever. */
    public Duration ttl() {
        return stream.config().maxAge();
    }

    /** How long marks of entries that grew too old are kept; zero if there are none. */
    public Duration limitMarkerTtl() {
        return stream.config().deleteMarkerTtl();
    }

    /** Whether it is compressed on the disk. */
    public boolean isCompressed() {
        return stream.config().compression() != Compression.NONE;
    }

    /** Whether it is a copy of another bucket. */
    public boolean isMirror() {
        return stream.config().mirror() != null;
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
