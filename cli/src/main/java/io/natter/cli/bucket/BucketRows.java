package io.natter.cli.bucket;

import io.natter.cli.text.Columns;
import io.natter.cli.text.GoDuration;
import io.natter.cli.text.HumanNumbers;
import io.natter.cli.text.HumanTime;
import io.natter.protocol.jetstream.ClusterInfo;
import io.natter.protocol.jetstream.PeerInfo;
import io.natter.protocol.jetstream.StorageType;
import io.natter.protocol.jetstream.StreamInfo;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the nats tool says of buckets of either kind. <i>Thread-safe:</i> pure functions. */
public final class BucketRows {
    private static final String RESERVED = "_nats.";

    private BucketRows() {}

    /** Bytes, or that there is no limit. */
    public static String limit(long bytes) {
        return bytes < 0 ? "unlimited" : HumanNumbers.bytes(bytes);
    }

    /** A time to live, or that there is none. */
    public static String age(Duration age) {
        return age.isZero() || age.isNegative() ? "unlimited" : GoDuration.brief(age);
    }

    /** Where it is kept. */
    public static String storage(StorageType type) {
        return type == StorageType.MEMORY ? "Memory" : "File";
    }

    /** How long ago something last changed there. */
    public static String lastUpdate(StreamInfo stream, Clock clock) {
        Instant last = stream.state().lastTime();
        return HumanTime.isNone(last) ? "never" : HumanTime.since(last, null, clock);
    }

    /** Facts that the user gave, without those of the server. */
    public static Map<String, String> ownMetadata(Map<String, String> metadata) {
        return metadata.entrySet().stream()
                .filter(fact -> !fact.getKey().startsWith(RESERVED))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one, TreeMap::new));
    }

    /** The servers that keep it; nothing where there is no cluster. */
    public static void cluster(Columns columns, @Nullable ClusterInfo cluster) {
        if (cluster == null) {
            return;
        }
        columns.title("Cluster Information").row("Name", cluster.name()).row("Leader", cluster.leader());
        cluster.replicas().forEach(replica -> columns.row("Replica", state(replica)));
    }

    private static String state(PeerInfo replica) {
        List<String> state = new ArrayList<>(List.of(replica.name(), replica.current() ? "current" : "outdated"));
        if (replica.offline()) {
            state.add("OFFLINE");
        }
        boolean isSeen = replica.active().compareTo(Duration.ZERO) > 0;
        state.add(isSeen ? "seen " + GoDuration.brief(replica.active()) + " ago" : "not seen");
        if (replica.lag() > 0) {
            state.add(HumanNumbers.comma(replica.lag()) + (replica.lag() == 1 ? " operation" : " operations")
                    + " behind");
        }
        return String.join(", ", state);
    }
}
