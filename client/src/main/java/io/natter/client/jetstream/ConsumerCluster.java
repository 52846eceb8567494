package io.natter.client.jetstream;

import io.natter.protocol.jetstream.ClusterInfo;
import io.natter.protocol.jetstream.Placement;
import java.util.Optional;

/**
 * The servers of a cluster that keep a consumer, and who of them leads.
 *
 * <p>Thread-safe. Otherwise as {@link StreamCluster}.
 */
public interface ConsumerCluster {
    /** Who keeps the consumer, and who leads: a server alone, with nobody beside it; empty where the server does not say. */
    Optional<ClusterInfo> info();

    /** Has the leader step down for another one. */
    void stepDown();

    /** Has the leader step down for one that is placed so (server 2.11). */
    void stepDown(Placement placement);
}
