package io.natter.cli.objectstore;

import io.natter.cli.command.Session;
import io.natter.cli.command.UsageException;
import io.natter.client.NatsConnection;
import io.natter.client.objectstore.ObjectInfo;
import io.natter.client.objectstore.ObjectStore;
import io.natter.client.objectstore.ObjectStoreManagement;

/** The object stores of the account, as long as a command is at work. <i>Confined to the command's thread.</i> */
final class Stores implements AutoCloseable {
    private final NatsConnection nats;
    private final ObjectStoreManagement management;

    private Stores(NatsConnection nats, ObjectStoreManagement management) {
        this.nats = nats;
        this.management = management;
    }

    /** Connects as the context says. */
    static Stores open(Session session) {
        NatsConnection nats = session.connect();
        return new Stores(nats, ObjectStoreManagement.of(session.jetStream(nats)));
    }

    ObjectStoreManagement management() {
        return management;
    }

    /**
     * The store of that name.
     *
     * @throws UsageException if there is none
     */
    ObjectStore store(String bucket) {
        return management.find(bucket).orElseThrow(() -> new UsageException("bucket not found: " + bucket));
    }

    /**
     * What is said of an object.
     *
     * @throws UsageException if there is none
     */
    static ObjectInfo object(ObjectStore store, String name) {
        return store.info(name)
                .orElseThrow(() -> new UsageException("object not found: " + store.name() + " > " + name));
    }

    @Override
    public void close() {
        nats.close();
    }
}
