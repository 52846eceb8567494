package io.natter.client.jetstream;

import io.natter.client.NatsConnection;
import io.natter.protocol.jetstream.Placement;

/**
 * The servers that lead JetStream as a whole; for a connection of the system account.
 *
 * <p>Thread-safe. Calls throw as those of {@link JetStream} do; in another account nobody answers them.
 */
public interface JetStreamCluster {
    /** That of the cluster the connection leads to. */
    static JetStreamCluster of(NatsConnection connection) {
        return of(connection, JetStreamOptions.DEFAULTS);
    }

    /** The same with another limit. */
    static JetStreamCluster of(NatsConnection connection, JetStreamOptions options) {
        return new MetaCluster(new Api(connection, options));
    }

    /** Has the leader of all step down for another one. */
    void stepDown();

    /** Has it step down for one that is placed so: in a cluster, with tags, or of a name. */
    void stepDown(Placement placement);

    /**
     * Takes a server out for good that is gone and will not come back: what it kept is made again elsewhere.
     *
     * @param server its name
     * @throws JetStreamApiException with {@code CLUSTER_SERVER_NOT_MEMBER} if there is none of that name
     */
    void removeServer(String server);

    /** The same by its id, where several servers had its name. */
    void removeServerById(String id);

    /** Moves all off a server that stays (server 2.15). */
    void evacuateServer(String server);
}
