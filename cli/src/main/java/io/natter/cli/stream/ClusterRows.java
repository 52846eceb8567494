package io.natter.cli.stream;

import io.natter.cli.text.Columns;
import io.natter.cli.text.GoDuration;
import io.natter.cli.text.HumanNumbers;
import io.natter.cli.text.HumanTime;
import io.natter.protocol.jetstream.ClusterInfo;
import io.natter.protocol.jetstream.PeerInfo;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who keeps a stream or a consumer, where several servers do. <i>Thread-safe:</i> pure functions. */
public final class ClusterRows {
    private static final Duration NEVER = Duration.ofNanos(Long.MAX_VALUE);

    private ClusterRows() {}

    /** Writes the section, if there is a cluster. */
    public static void write(Columns columns, @Nullable ClusterInfo cluster, @Nullable Instant now, Clock clock) {
        if (cluster == null || cluster.name().isEmpty()) {
            return;
        }
        columns.title("Cluster Information").row("Name", cluster.name()).rowIfAny("Cluster Group", cluster.raftGroup());
        Instant since = cluster.leaderSince();
        columns.row(
                "Leader",
                since == null ? cluster.leader() : cluster.leader() + " (" + HumanTime.since(since, now, clock) + ")");
        cluster.replicas().forEach(peer -> columns.row("Replica", replica(peer)));
        columns.line("");
    }

    /** One of the servers that follow the leader, and how well. */
    public static String replica(PeerInfo peer) {
        List<String> parts = new ArrayList<>(List.of(peer.name(), peer.current() ? "current" : "outdated"));
        if (peer.offline()) {
            parts.add("OFFLINE");
        }
        boolean isSeen =
                peer.active().compareTo(Duration.ZERO) > 0 && peer.active().compareTo(NEVER) < 0;
        parts.add(isSeen ? "seen " + GoDuration.brief(peer.active()) + " ago" : "not seen");
        if (peer.lag() > 0) {
            parts.add(HumanNumbers.comma(peer.lag()) + (peer.lag() == 1 ? " operation behind" : " operations behind"));
        }
        return String.join(", ", parts);
    }

    /** All servers on one line: the leader with a star, those that are behind or away with an exclamation mark. */
    public static String brief(@Nullable ClusterInfo cluster) {
        if (cluster == null) {
            return "";
        }
        List<String> peers = new ArrayList<>();
        if (!cluster.leader().isEmpty()) {
            peers.add(cluster.leader() + "*");
        }
        cluster.replicas()
                .forEach(peer -> peers.add(peer.offline() || !peer.current() ? peer.name() + "!" : peer.name()));
        return String.join(", ", peers.stream().sorted().toList());
    }
}
