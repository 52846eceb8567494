package io.natter.client.jetstream;

import io.natter.protocol.jetstream.ClusterInfo;
import io.natter.protocol.jetstream.Placement;
import java.util.Optional;

/**
 * The servers of a cluster that keep a stream: who leads, and who is to go.
 *
 * <p>Thread-safe. Calls throw as those of {@link JetStream} do; a server that is in no cluster refuses them with {@code CLUSTER_REQUIRED}. What they
 * ask for is begun when they return, not finished: {@link #info} tells how far it is.
 */
public interface StreamCluster {
    /** Who keeps the stream, and who leads: a server alone, with nobody beside it; empty where the server does not say. */
    Optional<ClusterInfo> info();

    /** Has the leader step down for another one. */
    void stepDown();

    /**
     * Has the leader step down for one that is placed so (server 2.11).
     *
     * @throws JetStreamApiException if no server that keeps the stream is
     */
    void stepDown(Placement placement);

    /**
     * Takes the stream away from a server; another one takes its place where there is one.
     *
     * @param server its name
     * @throws JetStreamApiException with {@code CLUSTER_PEER_NOT_MEMBER} if that server does not keep it
     */
    void removePeer(String server);

    /** Moves the stream off a server, which keeps its copy until another one has it (server 2.15). */
    void evacuatePeer(String server);

    /** Takes back a move or a change of replicas that is under way (server 2.15). */
    void cancelMove();
}
