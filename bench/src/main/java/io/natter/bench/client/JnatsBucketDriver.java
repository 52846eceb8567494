package io.natter.bench.client;

import io.nats.client.Connection;
import io.nats.client.KeyValue;
import io.nats.client.Nats;
import io.nats.client.ObjectStore;
import io.nats.client.api.KeyValueConfiguration;
import io.nats.client.api.KeyValueEntry;
import io.nats.client.api.KeyValueWatcher;
import io.nats.client.api.ObjectStoreConfiguration;
import io.nats.client.api.StorageType;
import io.nats.client.impl.NatsKeyValueWatchSubscription;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** The official Java client's buckets and object stores with default options. Thread-safe. */
@SuppressWarnings("try") // its connection's close() may be interrupted
final class JnatsBucketDriver implements BucketDriver {
    private final Connection connection;
    private final KeyValue bucket;
    private final ObjectStore store;

    JnatsBucketDriver(String url) throws Exception {
        connection = Nats.connect(url);
        connection
                .keyValueManagement()
                .create(KeyValueConfiguration.builder("theirs")
                        .storageType(StorageType.Memory)
                        .build());
        connection
                .objectStoreManagement()
                .create(ObjectStoreConfiguration.builder("theirs")
                        .storageType(StorageType.Memory)
                        .build());
        bucket = connection.keyValue("theirs");
        store = connection.objectStore("theirs");
    }

    @Override
    public void put(String key, byte[] value) throws Exception {
        bucket.put(key, value);
    }

    @Override
    public void get(String key) throws Exception {
        if (bucket.get(key) == null) {
            throw new IOException("get: got nothing, expected a value");
        }
    }

    @Override
    public void watch(int entries) throws Exception {
        AtomicInteger told = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(1);
        NatsKeyValueWatchSubscription watch = bucket.watchAll(new KeyValueWatcher() {
            @Override
            public void watch(KeyValueEntry entry) {
                told.incrementAndGet();
            }

            @Override
            public void endOfData() {
                done.countDown();
            }
        });
        done.await();
        watch.unsubscribe();
        if (told.get() != entries) {
            throw new IOException("watch: got " + told + ", expected " + entries);
        }
    }

    @Override
    public void putObject(String name, InputStream in) throws Exception {
        store.put(name, in);
    }

    @Override
    public long getObject(String name) throws Exception {
        return store.get(name, OutputStream.nullOutputStream()).getSize();
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
