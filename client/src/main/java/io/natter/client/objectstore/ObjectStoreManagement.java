package io.natter.client.objectstore;

import io.natter.client.jetstream.JetStream;
import io.natter.client.jetstream.JetStreamApiException;
import io.natter.client.jetstream.UnsupportedByServerException;
import java.util.List;
import java.util.Optional;

/**
 * The object stores of an account: made, changed, found and deleted (ADR-20).
 *
 * <p>Thread-safe. Calls throw as those of {@link JetStream} do.
 */
public interface ObjectStoreManagement {
    /** The stores of this JetStream. */
    static ObjectStoreManagement of(JetStream jetStream) {
        return new StoreManagement(jetStream);
    }

    /**
     * Creates a store, or finds it there just so.
     *
     * @throws JetStreamApiException with {@code STREAM_NAME_EXISTS} if there is one of that name and another configuration
     * @throws UnsupportedByServerException if the server does not know all that is asked for
     */
    ObjectStore create(ObjectStoreConfig config);

    /** Changes a store; what a configuration of stores does not speak of stays as it is. */
    ObjectStore update(ObjectStoreConfig config);

    /** Creates a store, or changes the one of that name: it is as configured afterwards. */
    ObjectStore createOrUpdate(ObjectStoreConfig config);

    /** A store by its name, without asking whether it is there. */
    ObjectStore store(String name);

    /** A store by its name, if it is there. */
    Optional<ObjectStore> find(String name);

    /** Deletes a store and all in it; whether there was one. */
    boolean delete(String name);

    /** Names of all stores, in order. */
    List<String> names();

    /** All stores, by name. */
    List<ObjectStoreStatus> statuses();
}
