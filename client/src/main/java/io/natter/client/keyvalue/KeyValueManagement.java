package io.natter.client.keyvalue;

import io.natter.client.jetstream.JetStream;
import io.natter.client.jetstream.JetStreamApiException;
import io.natter.client.jetstream.UnsupportedByServerException;
import java.util.List;
import java.util.Optional;

/**
 * The buckets of an account: made, changed, found and deleted (ADR-8).
 *
 * <p>Thread-safe. Calls throw as those of {@link JetStream} do.
 */
public interface KeyValueManagement {
    /** The buckets of this JetStream. */
    static KeyValueManagement of(JetStream jetStream) {
        return new BucketManagement(jetStream);
    }

    /**
     * Creates a bucket, or finds it there just so.
     *
     * @throws JetStreamApiException with {@code STREAM_NAME_EXISTS} if there is one of that name and another configuration
     * @throws UnsupportedByServerException if the server does not know all that is asked for
     */
    KeyValue<byte[]> create(KeyValueConfig config);

    /** Changes a bucket; what a configuration of buckets does not speak of stays as it is. */
    KeyValue<byte[]> update(KeyValueConfig config);

    /** Creates a bucket, or changes the one of that name: it is as configured afterwards. */
    KeyValue<byte[]> createOrUpdate(KeyValueConfig config);

    /** A bucket by its name, without asking whether it is there. */
    KeyValue<byte[]> bucket(String name);

    /** A bucket by its name, if it is there. */
    Optional<KeyValue<byte[]>> find(String name);

    /** Deletes a bucket and all in it; whether there was one. */
    boolean delete(String name);

    /** Names of all buckets, in order. */
    List<String> names();

    /** All buckets, by name. */
    List<KeyValueStatus> statuses();
}
