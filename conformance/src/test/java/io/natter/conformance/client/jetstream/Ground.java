package io.natter.conformance.client.jetstream;

import io.natter.client.jetstream.JetStream;
import io.natter.client.jetstream.StreamContext;
import io.natter.client.keyvalue.KeyValue;
import io.natter.client.keyvalue.KeyValueConfig;
import io.natter.client.keyvalue.KeyValueManagement;
import io.natter.client.objectstore.ObjectStore;
import io.natter.client.objectstore.ObjectStoreConfig;
import io.natter.client.objectstore.ObjectStoreManagement;
import io.natter.client.queue.WorkQueue;
import io.natter.client.queue.WorkQueueConfig;
import java.time.Duration;

/**
 * One of everything that can be taken from, as a connection sees it. Immutable.
 *
 * @param stream messages of {@code orders.a}: 0, 1, 2 ...
 * @param queue the same as elements
 * @param bucket the same as values, each of a key of its own
 * @param store with the object {@code big}
 */
record Ground(StreamContext stream, WorkQueue<String> queue, KeyValue<String> bucket, ObjectStore store) {
    static final int OBJECT_BYTES = 4 << 20;

    /** Makes all of it, or finds it made. */
    static Ground make(JetStream js, int replicas) {
        StreamContext stream = js.createOrUpdateStream(
                JetStreamSite.files("ORDERS").replicas(replicas).build());
        WorkQueueConfig queue =
                WorkQueueConfig.of("queue").withAckWait(Duration.ofSeconds(2)).withReplicas(replicas);
        KeyValueConfig bucket = KeyValueConfig.of("bucket").withReplicas(replicas);
        ObjectStore store = ObjectStoreManagement.of(js)
                .createOrUpdate(ObjectStoreConfig.of("store").withReplicas(replicas));
        if (store.info("big").isEmpty()) {
            store.put("big", new byte[OBJECT_BYTES]);
        }
        return new Ground(
                stream,
                WorkQueue.open(js, queue, String.class),
                KeyValueManagement.of(js).createOrUpdate(bucket).as(String.class),
                store);
    }
}
