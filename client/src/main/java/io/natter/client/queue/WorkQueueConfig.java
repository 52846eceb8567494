package io.natter.client.queue;

import io.natter.protocol.jetstream.AckPolicy;
import io.natter.protocol.jetstream.AssetName;
import io.natter.protocol.jetstream.ConsumerConfig;
import io.natter.protocol.jetstream.DiscardPolicy;
import io.natter.protocol.jetstream.RetentionPolicy;
import io.natter.protocol.jetstream.StorageType;
import io.natter.protocol.jetstream.StreamConfig;
import java.time.Duration;
import java.util.List;

/**
 * What a queue is to be.
 *
 * <p>Immutable; {@code with} methods give changed copies.
 *
 * @param name its name; one token of a subject
 * @param capacity most elements, taken ones that are not acknowledged counted; -1 for no limit
 * @param ackWait how long who took an element may be silent before it goes to another; at least a second
 * @param maxDeliver how often an element is handed out before it is left alone; -1 for no limit
 * @param storage where it is kept
 * @param replicas number of servers that keep it, 1 to 5
 */
public record WorkQueueConfig(
        String name, long capacity, Duration ackWait, int maxDeliver, StorageType storage, int replicas) {
    static final String CONSUMER = "workers";

    /** Checks name and ranges. */
    public WorkQueueConfig {
        if (!AssetName.isValid(name)) {
            throw new IllegalArgumentException(
                    "queue name: got \"" + name + "\", expected no blanks, dots, wildcards and slashes");
        }
        if (capacity != -1 && capacity < 1) {
            throw new IllegalArgumentException("capacity: got " + capacity + ", expected at least 1, or -1");
        }
        if (ackWait.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("ackWait: got " + ackWait + ", expected a second or more");
        }
    }

    /** A queue in files without a limit, whose elements go to another after 30 seconds. */
    public static WorkQueueConfig of(String name) {
        return new WorkQueueConfig(name, -1, Duration.ofSeconds(30), -1, StorageType.FILE, 1);
    }

    /** The same with at most so many elements. */
    public WorkQueueConfig withCapacity(long capacity) {
        return new WorkQueueConfig(name, capacity, ackWait, maxDeliver, storage, replicas);
    }

    /** The same with elements that go to another after so long. */
    public WorkQueueConfig withAckWait(Duration ackWait) {
        return new WorkQueueConfig(name, capacity, ackWait, maxDeliver, storage, replicas);
    }

    /** The same with elements that are handed out so often at most. */
    public WorkQueueConfig withMaxDeliver(int maxDeliver) {
        return new WorkQueueConfig(name, capacity, ackWait, maxDeliver, storage, replicas);
    }

    /** The same in memory. */
    public WorkQueueConfig inMemory() {
        return new WorkQueueConfig(name, capacity, ackWait, maxDeliver, StorageType.MEMORY, replicas);
    }

    /** The same on so many servers. */
    public WorkQueueConfig withReplicas(int replicas) {
        return new WorkQueueConfig(name, capacity, ackWait, maxDeliver, storage, replicas);
    }

    String streamName() {
        return "QUEUE_" + name;
    }

    String subject() {
        return "$QUEUE." + name;
    }

    StreamConfig toStream() {
        return StreamConfig.builder(streamName())
                .subjects(List.of(subject()))
                .retention(RetentionPolicy.WORK_QUEUE)
                .discard(DiscardPolicy.NEW)
                .maxMessages(capacity)
                .storage(storage)
                .replicas(replicas)
                .allowDirect(true)
                .build();
    }

    ConsumerConfig toConsumer() {
        return ConsumerConfig.durable(CONSUMER)
                .ackPolicy(AckPolicy.EXPLICIT)
                .ackWait(ackWait)
                .maxDeliver(maxDeliver)
                .maxAckPending(-1)
                .build();
    }
}
