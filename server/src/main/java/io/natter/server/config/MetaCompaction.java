package io.natter.server.config;

/**
 * When the log of the cluster's assets is compacted; 0 means the default. Immutable. (B110)
 *
 * @param entries number of its entries
 * @param bytes size of it
 * @param isSync whether it is done on the thread that appends
 */
public record MetaCompaction(long entries, long bytes, boolean isSync) {

    /** What holds when the configuration says nothing. */
    public static MetaCompaction defaults() {
        return new MetaCompaction(0, 0, false);
    }

    /** A copy with another entries. */
    public MetaCompaction withEntries(long entries) {
        return Copy.with(this, "entries", entries);
    }

    /** A copy with another bytes. */
    public MetaCompaction withBytes(long bytes) {
        return Copy.with(this, "bytes", bytes);
    }

    /** A copy with another isSync. */
    public MetaCompaction withIsSync(boolean isSync) {
        return Copy.with(this, "isSync", isSync);
    }
}
