package io.natter.client.bucket;

import io.natter.client.jetstream.JetStream;
import io.natter.client.jetstream.JetStreamApiException;
import io.natter.client.jetstream.StreamContext;
import io.natter.protocol.jetstream.ApiErrorCode;
import io.natter.protocol.jetstream.StreamConfig;
import io.natter.protocol.jetstream.StreamConfigBuilder;
import io.natter.protocol.jetstream.StreamInfo;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The streams of one kind of bucket, whose names are a prefix and the bucket's.
 *
 * <p>Thread-safe and immutable. Names of buckets are not checked here.
 */
public final class BucketStreams {
    private final JetStream jetStream;
    private final String prefix;

    /** Those whose names begin with {@code prefix}. */
    public BucketStreams(JetStream jetStream, String prefix) {
        this.jetStream = jetStream;
        this.prefix = prefix;
    }

    /** Creates a stream, or finds it there just so. */
    public StreamContext create(StreamConfig fresh) {
        return jetStream.createStream(fresh);
    }

    /** Makes of a bucket's stream, as it is, what {@code change} says. */
    public StreamContext update(String bucket, Function<StreamConfigBuilder, StreamConfig> change) {
        StreamConfig there = stream(bucket).info().config();
        return jetStream.updateStream(change.apply(there.toBuilder()));
    }

    /** The first, or the second where there is one of that name. */
    public StreamContext createOrUpdate(
            String bucket, StreamConfig fresh, Function<StreamConfigBuilder, StreamConfig> change) {
        try {
            return create(fresh);
        } catch (JetStreamApiException refused) {
            if (refused.is(ApiErrorCode.STREAM_NAME_EXISTS)) {
                return update(bucket, change);
            }
            throw refused;
        }
    }

    /** The stream of a bucket, without asking whether it is there. */
    public StreamContext stream(String bucket) {
        return jetStream.stream(prefix + bucket);
    }

    /** The stream of a bucket, if it is there. */
    public Optional<StreamContext> find(String bucket) {
        return jetStream.findStream(prefix + bucket);
    }

    /** Deletes the stream of a bucket; whether there was one. */
    public boolean delete(String bucket) {
        return jetStream.deleteStream(prefix + bucket);
    }

    /** Names of all buckets. Not asked for by subject, for a mirror has none. */
    public List<String> names() {
        return jetStream.streamNames().stream()
                .filter(name -> name.startsWith(prefix))
                .map(name -> name.substring(prefix.length()))
                .toList();
    }

    /** The streams of all buckets. */
    public List<StreamInfo> infos() {
        return jetStream.streams().stream()
                .filter(info -> info.config().name().startsWith(prefix))
                .toList();
    }
}
