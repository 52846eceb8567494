package io.natter.client.objectstore;

import io.natter.client.bucket.BucketStreams;
import io.natter.client.jetstream.JetStream;
import io.natter.client.jetstream.StreamContext;
import io.natter.protocol.jetstream.StreamConfig;
import java.util.List;
import java.util.Optional;

/** Stores as streams whose names begin with {@code OBJ_}. Thread-safe. */
final class StoreManagement implements ObjectStoreManagement {
    private final JetStream jetStream;
    private final BucketStreams streams;

    StoreManagement(JetStream jetStream) {
        this.jetStream = jetStream;
        this.streams = new BucketStreams(jetStream, ObjectStoreConfig.STREAM_PREFIX);
    }

    @Override
    public ObjectStore create(ObjectStoreConfig config) {
        return on(streams.create(fresh(config)));
    }

    private static StreamConfig fresh(ObjectStoreConfig config) {
        String stream = ObjectStoreConfig.streamOf(config.name());
        return config.toStream(StreamConfig.builder(stream)
                .maxConsumers(-1)
                .maxMessages(-1)
                .maxMessagesPerSubject(-1)
                .maxMessageBytes(-1)
                .allowDirect(true));
    }

    @Override
    public ObjectStore update(ObjectStoreConfig config) {
        return on(streams.update(config.name(), config::toStream));
    }

    @Override
    public ObjectStore createOrUpdate(ObjectStoreConfig config) {
        return on(streams.createOrUpdate(config.name(), fresh(config), config::toStream));
    }

    @Override
    public ObjectStore store(String name) {
        ObjectStoreConfig.requireName(name);
        return on(streams.stream(name));
    }

    private ObjectStore on(StreamContext stream) {
        return new StreamObjectStore(jetStream, stream);
    }

    @Override
    public Optional<ObjectStore> find(String name) {
        ObjectStoreConfig.requireName(name);
        return streams.find(name).map(this::on);
    }

    @Override
    public boolean delete(String name) {
        ObjectStoreConfig.requireName(name);
        return streams.delete(name);
    }

    @Override
    public List<String> names() {
        return streams.names();
    }

    @Override
    public List<ObjectStoreStatus> statuses() {
        return streams.infos().stream().map(ObjectStoreStatus::new).toList();
    }
}
