package io.natter.client.keyvalue;

/**
 * Is told of entries of a bucket, one at a time and in order, on a thread of its own.
 *
 * @param <V> type of the values
 */
@FunctionalInterface
public interface KeyValueWatcher<V> {
    /** One entry. What it throws is reported as a failed handler, and the next entry comes all the same. */
    void onEntry(KeyValueEntry<V> entry) throws Exception;

    /**
     * All that was there at the beginning was told; called once, also when nothing was there.
     *
     * <p>Where nothing was there it is called on the thread that began the watch, before any entry.
     */
    default void onInitialDone() throws Exception {}
}
