package io.natter.bench.client;

import java.io.InputStream;

/**
 * One connection of a client that is measured, with a bucket and an object store in memory, used as its documentation shows.
 *
 * <p>Thread-safe once it is open.
 */
interface BucketDriver extends AutoCloseable {
    /** Puts a value. */
    void put(String key, byte[] value) throws Exception;

    /** Gets a value, which must be there. */
    void get(String key) throws Exception;

    /** Watches the bucket until all that is there, so many entries, was told. */
    void watch(int entries) throws Exception;

    /** Puts an object. */
    void putObject(String name, InputStream in) throws Exception;

    /** Gets an object, and returns how many bytes it has. */
    long getObject(String name) throws Exception;

    @Override
    void close();
}
