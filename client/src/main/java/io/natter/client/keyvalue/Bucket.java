package io.natter.client.keyvalue;

import io.natter.client.jetstream.JetStream;
import io.natter.client.jetstream.StreamContext;
import io.natter.protocol.jetstream.ApiSubjects;
import io.natter.protocol.jetstream.ExternalStream;
import io.natter.protocol.jetstream.StreamConfig;
import io.natter.protocol.jetstream.StreamSource;
import org.jspecify.annotations.Nullable;

/**
 * The stream of a bucket, and the subjects of its keys (ADR-8).
 *
 * <pre>
 *                     read                  written
 *  a bucket           $KV.BUCKET.           $KV.BUCKET.
 *   of a domain       $KV.BUCKET.           $JS.DOMAIN.API.$KV.BUCKET.
 *  a mirror           $KV.ORIGIN.           $KV.ORIGIN.
 *   of another domain $KV.ORIGIN.           $JS.DOMAIN.API.$KV.ORIGIN.
 * </pre>
 *
 * <p>Thread-safe. Asks for the stream when its subjects are first needed.
 */
final class Bucket {
    private final JetStream jetStream;
    private final StreamContext stream;
    private final String name;
    private volatile @Nullable Prefixes prefixes;

    /** What subjects of keys begin with. Immutable. */
    private record Prefixes(String read, String write) {}

    Bucket(JetStream jetStream, StreamContext stream) {
        this.jetStream = jetStream;
        this.stream = stream;
        this.name = KeyValueConfig.bucketOf(stream.name());
    }

    JetStream jetStream() {
        return jetStream;
    }

    StreamContext stream() {
        return stream;
    }

    String name() {
        return name;
    }

    String readSubject(String key) {
        return prefixes().read + key;
    }

    String writeSubject(String key) {
        return prefixes().write + key;
    }

    /** The key of a subject; the subject itself if it is none of this bucket's. */
    String key(String subject) {
        String prefix = prefixes().read;
        return subject.startsWith(prefix) ? subject.substring(prefix.length()) : subject;
    }

    /** Whether several keys can be changed all or none. */
    boolean isAtomic() {
        StreamConfig config = stream.cachedInfo().config();
        return config.allowAtomic() && config.mirror() == null;
    }

    private Prefixes prefixes() {
        Prefixes known = prefixes;
        if (known == null) {
            known = prefixes(stream.cachedInfo().config().mirror());
            prefixes = known;
        }
        return known;
    }

    private Prefixes prefixes(@Nullable StreamSource mirror) {
        String own = "$KV." + name + ".";
        if (mirror == null) {
            ApiSubjects api = jetStream.options().api();
            boolean isElsewhere = !api.prefix().equals(ApiSubjects.DEFAULT.prefix());
            return new Prefixes(own, isElsewhere ? api.prefix() + own : own);
        }
        String origin = "$KV." + KeyValueConfig.bucketOf(mirror.name()) + ".";
        ExternalStream external = mirror.external();
        String api = external == null ? "" : external.apiPrefix();
        return new Prefixes(origin, api.isEmpty() ? origin : api + "." + origin);
    }
}
