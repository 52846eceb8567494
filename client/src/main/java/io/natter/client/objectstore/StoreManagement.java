package io.natter.client.objectstore;

import io.natter.client.jetstream.JetStream;
import io.natter.client.jetstream.JetStreamApiException;
import io.natter.client.jetstream.StreamContext;
import io.natter.protocol.jetstream.ApiErrorCode;
import io.natter.protocol.jetstream.StreamConfig;
import java.util.List;
import java.util.Optional;

/** Stores as streams whose names begin with {@code OBJ_}. Thread-safe. */
final class StoreManagement implements ObjectStoreManagement {
    private final JetStream jetStream;

    StoreManagement(JetStream jetStream) {
        this.jetStream = jetStream;
    }

    @Override
    public ObjectStore create(ObjectStoreConfig config) {
        String stream = ObjectStoreConfig.streamOf(config.name());
        StreamConfig fresh = config.toStream(StreamConfig.builder(stream)
                .maxConsumers(-1)
                .maxMessages(-1)
                .maxMessagesPerSubject(-1)
                .maxMessageBytes(-1)
                .allowDirect(true));
        return on(jetStream.createStream(fresh));
    }

    @Override
    public ObjectStore update(ObjectStoreConfig config) {
        StreamConfig there = stream(config.name()).info().config();
        return on(jetStream.updateStream(config.toStream(there.toBuilder())));
    }

    @Override
    public ObjectStore createOrUpdate(ObjectStoreConfig config) {
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
    public ObjectStore store(String name) {
        return on(stream(name));
    }

    private StreamContext stream(String name) {
        ObjectStoreConfig.requireName(name);
        return jetStream.stream(ObjectStoreConfig.streamOf(name));
    }

    private ObjectStore on(StreamContext stream) {
        return new StreamObjectStore(jetStream, stream);
    }

    @Override
    public Optional<ObjectStore> find(String name) {
        ObjectStoreConfig.requireName(name);
        return jetStream.findStream(ObjectStoreConfig.streamOf(name)).map(this::on);
    }

    @Override
    public boolean delete(String name) {
        ObjectStoreConfig.requireName(name);
        return jetStream.deleteStream(ObjectStoreConfig.streamOf(name));
    }

    @Override
    public List<String> names() {
        return jetStream.streamNames().stream()
                .filter(StoreManagement::isStore)
                .map(ObjectStoreConfig::nameOf)
                .toList();
    }

    @Override
    public List<ObjectStoreStatus> statuses() {
        return jetStream.streams().stream()
                .filter(info -> isStore(info.config().name()))
                .map(ObjectStoreStatus::new)
                .toList();
    }

    private static boolean isStore(String stream) {
        return stream.startsWith(ObjectStoreConfig.STREAM_PREFIX);
    }
}
