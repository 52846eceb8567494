package io.natter.client.keyvalue;

import io.natter.client.jetstream.JetStream;
import io.natter.client.jetstream.JetStreamApiException;
import io.natter.client.jetstream.StreamContext;
import io.natter.protocol.jetstream.ApiErrorCode;
import io.natter.protocol.jetstream.StreamConfig;
import java.util.List;
import java.util.Optional;

/** Buckets as streams whose names begin with {@code KV_}. Thread-safe. */
final class BucketManagement implements KeyValueManagement {
    private final JetStream jetStream;

    BucketManagement(JetStream jetStream) {
        this.jetStream = jetStream;
    }

    @Override
    public KeyValue<byte[]> create(KeyValueConfig config) {
        return on(jetStream.createStream(fresh(config)));
    }

    private static StreamConfig fresh(KeyValueConfig config) {
        String stream = KeyValueConfig.streamOf(config.bucket());
        return config.toStream(StreamConfig.builder(stream).allowDirect(true));
    }

    @Override
    public KeyValue<byte[]> update(KeyValueConfig config) {
        StreamConfig there = stream(config.bucket()).info().config();
        return on(jetStream.updateStream(config.toStream(there.toBuilder())));
    }

    @Override
    public KeyValue<byte[]> createOrUpdate(KeyValueConfig config) {
        try {
            return create(config);
        } catch (JetStreamApiException refused) {
            if (refused.is(ApiErrorCode.STREAM_NAME_EXISTS)) {
                return update(config);
            }
            throw refused;
        }
    }

    @Override
    public KeyValue<byte[]> bucket(String name) {
        return on(stream(name));
    }

    private StreamContext stream(String bucket) {
        Keys.requireBucket(bucket);
        return jetStream.stream(KeyValueConfig.streamOf(bucket));
    }

    private KeyValue<byte[]> on(StreamContext stream) {
        return new StreamKeyValue<>(new Bucket(jetStream, stream), KeyCodec.NONE, Values.of(byte[].class));
    }

    @Override
    public Optional<KeyValue<byte[]>> find(String name) {
        Keys.requireBucket(name);
        return jetStream.findStream(KeyValueConfig.streamOf(name)).map(this::on);
    }

    @Override
    public boolean delete(String name) {
        Keys.requireBucket(name);
        return jetStream.deleteStream(KeyValueConfig.streamOf(name));
    }

    // Not by subject: a mirror has none.
    @Override
    public List<String> names() {
        return jetStream.streamNames().stream()
                .filter(BucketManagement::isBucket)
                .map(KeyValueConfig::bucketOf)
                .toList();
    }

    @Override
    public List<KeyValueStatus> statuses() {
        return jetStream.streams().stream()
                .filter(info -> isBucket(info.config().name()))
                .map(KeyValueStatus::new)
                .toList();
    }

    private static boolean isBucket(String stream) {
        return stream.startsWith(KeyValueConfig.STREAM_PREFIX);
    }
}
