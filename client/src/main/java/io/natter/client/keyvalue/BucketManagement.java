package io.natter.client.keyvalue;

import io.natter.client.bucket.BucketStreams;
import io.natter.client.jetstream.JetStream;
import io.natter.client.jetstream.StreamContext;
import io.natter.protocol.jetstream.StreamConfig;
import java.util.List;
import java.util.Optional;

/** Buckets as streams whose names begin with {@code KV_}. Thread-safe. */
final class BucketManagement implements KeyValueManagement {
    private final JetStream jetStream;
    private final BucketStreams streams;

    BucketManagement(JetStream jetStream) {
        this.jetStream = jetStream;
        this.streams = new BucketStreams(jetStream, KeyValueConfig.STREAM_PREFIX);
    }

    @Override
    public KeyValue<byte[]> create(KeyValueConfig config) {
        return on(streams.create(fresh(config)));
    }

    private static StreamConfig fresh(KeyValueConfig config) {
        String stream = KeyValueConfig.streamOf(config.bucket());
        return config.toStream(StreamConfig.builder(stream).allowDirect(true));
    }

    @Override
    public KeyValue<byte[]> update(KeyValueConfig config) {
        return on(streams.update(config.bucket(), config::toStream));
    }

    @Override
    public KeyValue<byte[]> createOrUpdate(KeyValueConfig config) {
        return on(streams.createOrUpdate(config.bucket(), fresh(config), config::toStream));
    }

    @Override
    public KeyValue<byte[]> bucket(String name) {
        Keys.requireBucket(name);
        return on(streams.stream(name));
    }

    private KeyValue<byte[]> on(StreamContext stream) {
        return new StreamKeyValue<>(new Bucket(jetStream, stream), KeyCodec.NONE, Values.of(byte[].class));
    }

    @Override
    public Optional<KeyValue<byte[]>> find(String name) {
        Keys.requireBucket(name);
        return streams.find(name).map(this::on);
    }

    @Override
    public boolean delete(String name) {
        Keys.requireBucket(name);
        return streams.delete(name);
    }

    @Override
    public List<String> names() {
        return streams.names();
    }

    @Override
    public List<KeyValueStatus> statuses() {
        return streams.infos().stream().map(KeyValueStatus::new).toList();
    }
}
