package io.natter.bench.client;

import io.natter.client.Nats;
import io.natter.client.NatsConnection;
import io.natter.client.jetstream.JetStream;
import io.natter.client.jetstream.Watch;
import io.natter.client.keyvalue.KeyValue;
import io.natter.client.keyvalue.KeyValueConfig;
import io.natter.client.keyvalue.KeyValueManagement;
import io.natter.client.keyvalue.WatchOptions;
import io.natter.client.objectstore.ObjectStore;
import io.natter.client.objectstore.ObjectStoreConfig;
import io.natter.client.objectstore.ObjectStoreManagement;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicInteger;

/** Our client's buckets and object stores with default options. Thread-safe. */
final class NatterBucketDriver implements BucketDriver {
    private final NatsConnection connection;
    private final KeyValue<byte[]> bucket;
    private final ObjectStore store;

    NatterBucketDriver(String url) {
        connection = Nats.connect(url);
        JetStream js = JetStream.of(connection);
        bucket = KeyValueManagement.of(js)
                .createOrUpdate(KeyValueConfig.of("ours").inMemory());
        store = ObjectStoreManagement.of(js)
                .createOrUpdate(ObjectStoreConfig.of("ours").inMemory());
    }

    @Override
    public void put(String key, byte[] value) {
        bucket.put(key, value);
    }

    @Override
    public void get(String key) {
        if (bucket.get(key).isEmpty()) {
            throw new IllegalStateException("key: " + key + " is not there");
        }
    }

    @Override
    public void watch(int entries) throws IOException {
        AtomicInteger told = new AtomicInteger();
        try (Watch watch = bucket.watch(WatchOptions.ALL, entry -> told.incrementAndGet())) {
            watch.initialDone().join();
        }
        if (told.get() != entries) {
            throw new IOException("watch: got " + told + ", expected " + entries);
        }
    }

    @Override
    public void putObject(String name, InputStream in) throws IOException {
        store.put(name, in);
    }

    @Override
    public long getObject(String name) throws IOException {
        return store.get(name, OutputStream.nullOutputStream()).size();
    }

    @Override
    public void close() {
        connection.close();
    }
}
