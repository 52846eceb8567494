package io.natter.server.config;

/**
 * What streams of one account may use; -1 means any amount. Immutable. (B84)
 *
 * @param maxMemory bytes of all streams in memory
 * @param maxStore bytes of all streams in files
 * @param maxStreams most streams
 * @param maxConsumers most consumers
 * @param maxAckPending most unacknowledged messages of one consumer
 * @param memoryMaxStreamBytes bytes of one stream in memory
 * @param storeMaxStreamBytes bytes of one stream in files
 * @param maxBytesRequired whether every stream must have a size limit
 * @param clusterTraffic account whose connections carry the replication
 */
public record AccountJetStream(
        long maxMemory,
        long maxStore,
        int maxStreams,
        int maxConsumers,
        int maxAckPending,
        long memoryMaxStreamBytes,
        long storeMaxStreamBytes,
        boolean maxBytesRequired,
        ClusterTraffic clusterTraffic) {

    /** What holds when the configuration says nothing. */
    public static AccountJetStream defaults() {
        return new AccountJetStream(-1, -1, -1, -1, -1, -1, -1, false, ClusterTraffic.SYSTEM);
    }

    /** Account whose connections carry the replication of streams. */
    public enum ClusterTraffic {
        /** The system account. */
        SYSTEM,
        /** The account that owns the stream. */
        OWNER
    }

    /** A copy with another maxMemory. */
    public AccountJetStream withMaxMemory(long maxMemory) {
        return Copy.with(this, "maxMemory", maxMemory);
    }

    /** A copy with another maxStore. */
    public AccountJetStream withMaxStore(long maxStore) {
        return Copy.with(this, "maxStore", maxStore);
    }

    /** A copy with another maxStreams. */
    public AccountJetStream withMaxStreams(int maxStreams) {
        return Copy.with(this, "maxStreams", maxStreams);
    }

    /** A copy with another maxConsumers. */
    public AccountJetStream withMaxConsumers(int maxConsumers) {
        return Copy.with(this, "maxConsumers", maxConsumers);
    }

    /** A copy with another maxAckPending. */
    public AccountJetStream withMaxAckPending(int maxAckPending) {
        return Copy.with(this, "maxAckPending", maxAckPending);
    }

    /** A copy with another memoryMaxStreamBytes. */
    public AccountJetStream withMemoryMaxStreamBytes(long memoryMaxStreamBytes) {
        return Copy.with(this, "memoryMaxStreamBytes", memoryMaxStreamBytes);
    }

    /** A copy with another storeMaxStreamBytes. */
    public AccountJetStream withStoreMaxStreamBytes(long storeMaxStreamBytes) {
        return Copy.with(this, "storeMaxStreamBytes", storeMaxStreamBytes);
    }

    /** A copy with another maxBytesRequired. */
    public AccountJetStream withMaxBytesRequired(boolean maxBytesRequired) {
        return Copy.with(this, "maxBytesRequired", maxBytesRequired);
    }

    /** A copy with another clusterTraffic. */
    public AccountJetStream withClusterTraffic(ClusterTraffic clusterTraffic) {
        return Copy.with(this, "clusterTraffic", clusterTraffic);
    }
}
