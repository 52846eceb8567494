package io.natter.cli.bucket;

import io.natter.cli.stream.ClusterRows;
import io.natter.cli.text.Columns;
import io.natter.cli.text.GoDuration;
import io.natter.cli.text.HumanNumbers;
import io.natter.cli.text.HumanTime;
import io.natter.protocol.jetstream.ClusterInfo;
import io.natter.protocol.jetstream.StorageType;
import io.natter.protocol.jetstream.StreamInfo;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the nats tool says of buckets of either kind. <i>Thread-safe:</i> pure functions. */
public final class BucketRows {
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

    /** The servers that keep it; nothing where there is no cluster. */
    public static void cluster(Columns columns, @Nullable ClusterInfo cluster) {
        if (cluster == null) {
            return;
        }
        columns.title("Cluster Information").row("Name", cluster.name()).row("Leader", cluster.leader());
        cluster.replicas().forEach(replica -> columns.row("Replica", ClusterRows.replica(replica)));
    }
}
