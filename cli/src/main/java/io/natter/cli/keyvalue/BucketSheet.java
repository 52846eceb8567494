package io.natter.cli.keyvalue;

import io.natter.cli.bucket.BucketRows;
import io.natter.cli.command.Surroundings;
import io.natter.cli.stream.ServerMetadata;
import io.natter.cli.text.Columns;
import io.natter.cli.text.GoDuration;
import io.natter.cli.text.HumanNumbers;
import io.natter.cli.text.HumanTime;
import io.natter.client.keyvalue.KeyValueStatus;
import io.natter.protocol.jetstream.ExternalStream;
import io.natter.protocol.jetstream.Republish;
import io.natter.protocol.jetstream.StreamConfig;
import io.natter.protocol.jetstream.StreamSource;
import io.natter.protocol.jetstream.StreamSourceInfo;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a bucket is and holds, on lines for people. <i>Thread-safe:</i> pure functions. */
final class BucketSheet {
    private static final String STREAM_PREFIX = "KV_";

    private BucketSheet() {}

    static void print(Surroundings around, KeyValueStatus status) {
        Columns columns = new Columns("Information for Key-Value Store Bucket " + status.bucket() + " created "
                + HumanTime.at(status.stream().created(), around.clock()));
        columns.title("Configuration");
        contents(columns, status);
        limits(columns, status);
        origin(columns, status);
        Map<String, String> metadata = ServerMetadata.without(status.metadata());
        if (!metadata.isEmpty()) {
            columns.title("Metadata");
            metadata.forEach(columns::row);
        }
        BucketRows.cluster(columns, status.stream().cluster());
        around.print(columns.render());
    }

    private static void contents(Columns columns, KeyValueStatus status) {
        Duration marker = status.limitMarkerTtl();
        columns.row("Bucket Name", status.bucket())
                .row("History Kept", HumanNumbers.comma(status.history()))
                .row("Values Stored", HumanNumbers.comma(status.values()))
                .row("Compressed", Boolean.toString(status.isCompressed()))
                .row("Per-Key TTL Supported", Boolean.toString(!marker.isZero()))
                .rowIfAny("Limit Marker TTL", marker.isZero() ? "" : GoDuration.brief(marker))
                .row("Backing Store Kind", status.backingStore())
                .rowIfAny("Description", status.description());
    }

    private static void limits(Columns columns, KeyValueStatus status) {
        StreamConfig config = status.stream().config();
        columns.row("Bucket Size", HumanNumbers.bytes(status.bytes()))
                .row("Maximum Bucket Size", BucketRows.limit(config.maxBytes()))
                .row("Maximum Value Size", BucketRows.limit(config.maxMessageBytes()))
                .row("Maximum Age", BucketRows.age(config.maxAge()))
                .row("JetStream Stream", config.name())
                .row("Storage", BucketRows.storage(config.storage()));
        Republish republish = config.republish();
        if (republish != null) {
            columns.row(
                    republish.headersOnly() ? "Republishing Headers" : "Republishing",
                    republish.source() + " to " + republish.destination());
        }
    }

    private static void origin(Columns columns, KeyValueStatus status) {
        StreamConfig config = status.stream().config();
        StreamSourceInfo mirror = status.stream().mirror();
        if (mirror != null) {
            columns.title("Mirror Information");
            origin(columns, "Origin Bucket", mirror, config.mirror());
        }
        if (!status.stream().sources().isEmpty()) {
            columns.title("Sources Information");
        }
        for (StreamSourceInfo source : status.stream().sources()) {
            StreamSource said = config.sources().stream()
                    .filter(one -> one.name().equals(source.name()))
                    .findFirst()
                    .orElse(null);
            origin(columns, "Source Bucket", source, said);
        }
    }

    private static void origin(Columns columns, String label, StreamSourceInfo info, @Nullable StreamSource said) {
        String name = info.name();
        columns.row(label, name.startsWith(STREAM_PREFIX) ? name.substring(STREAM_PREFIX.length()) : name);
        ExternalStream external = said == null ? null : said.external();
        if (external != null) {
            columns.row("External API", external.apiPrefix());
        }
        boolean isSeen = info.active().compareTo(Duration.ZERO) > 0;
        columns.row("Last Seen", isSeen ? GoDuration.brief(info.active()) : "never")
                .row("Lag", HumanNumbers.comma(info.lag()));
    }
}
