package io.natter.client.objectstore;

/** Is told of objects that are put, changed or deleted, one at a time and in order, on a thread of its own. */
@FunctionalInterface
public interface ObjectWatcher {
    /** One object, {@link ObjectInfo#isDeleted} or not. What it throws is reported as a failed handler, and the next one comes all the same. */
    void onObject(ObjectInfo object) throws Exception;

    /** All that was there at the beginning was told; called once, also when nothing was there, then on the thread that began the watch. */
    default void onInitialDone() throws Exception {}
}
