package io.natter.cli.keyvalue;

import io.natter.cli.command.Session;
import io.natter.cli.command.UsageException;
import io.natter.client.NatsConnection;
import io.natter.client.keyvalue.KeyValue;
import io.natter.client.keyvalue.KeyValueManagement;

/** The buckets of the account, as long as a command is at work. <i>Confined to the command's thread.</i> */
final class Buckets implements AutoCloseable {
    private final NatsConnection nats;
    private final KeyValueManagement management;

    private Buckets(NatsConnection nats, KeyValueManagement management) {
        this.nats = nats;
        this.management = management;
    }

    /** Connects as the context says. */
    static Buckets open(Session session) {
        NatsConnection nats = session.connect();
        return new Buckets(nats, KeyValueManagement.of(session.jetStream(nats)));
    }

    KeyValueManagement management() {
        return management;
    }

    /**
     * The bucket of that name.
     *
     * @throws UsageException if there is none
     */
    KeyValue<byte[]> bucket(String name) {
        return management.find(name).orElseThrow(() -> new UsageException("bucket not found: " + name));
    }

    @Override
    public void close() {
        nats.close();
    }
}
