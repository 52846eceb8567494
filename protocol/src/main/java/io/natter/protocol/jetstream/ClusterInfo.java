package io.natter.protocol.jetstream;

import io.natter.protocol.json.JsonForm;
import io.natter.protocol.json.ObjectReader;
import io.natter.protocol.json.ObjectWriter;
import io.natter.protocol.json.UnknownFields;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who keeps a stream or a consumer, and who leads.
 *
 * <p>Immutable.
 *
 * @param name name of the cluster, or empty
 * @param raftGroup name of the group, or empty
 * @param leader name of the leader, or empty
 * @param leaderSince when it took over, or null
 * @param systemAccount whether its traffic is in the system account
 * @param trafficAccount account of its traffic, or empty
 * @param replicas the others
 * @param unknown fields that were read without being known
 */
public record ClusterInfo(
        String name,
        String raftGroup,
        String leader,
        @Nullable Instant leaderSince,
        boolean systemAccount,
        String trafficAccount,
        List<PeerInfo> replicas,
        UnknownFields unknown) {
    /** How it stands in JSON. */
    public static final JsonForm<ClusterInfo> JSON = JsonForm.of(ClusterInfo::read, ClusterInfo::write);

    /** Copies lists and maps. */
    public ClusterInfo {
        replicas = List.copyOf(replicas);
    }

    /** All of it, and nothing unknown. */
    public ClusterInfo(
            String name,
            String raftGroup,
            String leader,
            @Nullable Instant leaderSince,
            boolean systemAccount,
            String trafficAccount,
            List<PeerInfo> replicas) {
        this(name, raftGroup, leader, leaderSince, systemAccount, trafficAccount, replicas, UnknownFields.NONE);
    }

    private static ClusterInfo read(ObjectReader in) {
        return new ClusterInfo(
                in.string("name"),
                in.string("raft_group"),
                in.string("leader"),
                in.time("leader_since"),
                in.bool("system_account"),
                in.string("traffic_account"),
                in.objects("replicas", PeerInfo.JSON),
                in.rest());
    }

    private void write(ObjectWriter out) {
        out.put("name", name)
                .put("raft_group", raftGroup)
                .put("leader", leader)
                .put("leader_since", leaderSince)
                .put("system_account", systemAccount)
                .put("traffic_account", trafficAccount)
                .putAll("replicas", replicas, PeerInfo.JSON)
                .rest(unknown);
    }
}
