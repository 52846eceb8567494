package io.natter.cli.stream;

import io.natter.cli.text.Columns;
import io.natter.cli.text.GoDuration;
import io.natter.cli.text.HumanNumbers;
import io.natter.protocol.jetstream.Compression;
import io.natter.protocol.jetstream.DiscardPolicy;
import io.natter.protocol.jetstream.PersistMode;
import io.natter.protocol.jetstream.Placement;
import io.natter.protocol.jetstream.Republish;
import io.natter.protocol.jetstream.RetentionPolicy;
import io.natter.protocol.jetstream.StorageType;
import io.natter.protocol.jetstream.StreamConfig;
import io.natter.protocol.jetstream.StreamSource;
import io.natter.protocol.jetstream.SubjectTransformConfig;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.function.LongFunction;

/** What a stream is to be, on lines for people. <i>Thread-safe:</i> pure functions. */
final class StreamConfigSheet {
    private static final String UNLIMITED = "unlimited";

    private StreamConfigSheet() {}

    static void write(Columns columns, StreamConfig config) {
        head(columns, config);
        columns.title("Options");
        subjects(columns, config);
        policies(columns, config);
        permits(columns, config);
        limits(columns, config);
        Map<String, String> metadata = ServerMetadata.without(config.metadata());
        if (!metadata.isEmpty()) {
            columns.title("Metadata");
            metadata.forEach(columns::row);
        }
        origins(columns, config);
        columns.line("");
    }

    private static void head(Columns columns, StreamConfig config) {
        columns.rowIfAny("Description", config.description())
                .rowIfAny("Subjects", String.join(", ", config.subjects()))
                .row("Replicas", HumanNumbers.comma(config.replicas()));
        if (config.sealed()) {
            columns.row("Sealed", "true");
        }
        columns.row("Storage", config.storage() == StorageType.FILE ? "File" : "Memory");
        if (config.compression() != Compression.NONE) {
            columns.row("Compression", "S2 Compression");
        }
        if (config.persistMode() != PersistMode.DEFAULT) {
            columns.row("Persistence Mode", "Async");
        }
        if (config.firstSequence() > 0) {
            columns.row("First Sequence", HumanNumbers.comma(config.firstSequence()));
        }
        Placement placement = config.placement();
        if (placement != null) {
            columns.rowIfAny("Placement Cluster", placement.cluster())
                    .rowIfAny("Placement Tags", String.join(", ", placement.tags()));
        }
    }

    private static void subjects(Columns columns, StreamConfig config) {
        SubjectTransformConfig transform = config.subjectTransform();
        if (transform != null && !transform.destination().isEmpty()) {
            String source = transform.source().isEmpty() ? ">" : transform.source();
            columns.row("Subject Transform", source + " to " + transform.destination());
        }
        Republish republish = config.republish();
        if (republish != null) {
            columns.row(
                    republish.headersOnly() ? "Republishing Headers" : "Republishing",
                    republish.source() + " to " + republish.destination());
        }
    }

    private static void policies(Columns columns, StreamConfig config) {
        columns.row("Retention", retention(config.retention())).row("Acknowledgments", text(!config.noAck()));
        String discard = config.discard() == DiscardPolicy.NEW ? "New" : "Old";
        columns.row("Discard Policy", config.discardNewPerSubject() ? "New Per Subject" : discard)
                .row("Duplicate Window", GoDuration.brief(config.duplicateWindow()))
                .rowIfAny("Direct Get", config.allowDirect() ? "true" : "")
                .rowIfAny("Mirror Direct Get", config.mirrorDirect() ? "true" : "");
    }

    static String retention(RetentionPolicy policy) {
        return switch (policy) {
            case LIMITS -> "Limits";
            case INTEREST -> "Interest";
            case WORK_QUEUE -> "WorkQueue";
        };
    }

    private static void permits(Columns columns, StreamConfig config) {
        columns.row("Allows Atomic Batch Publish", text(config.allowAtomic()))
                .row("Allows Fast Batch Publish", text(config.allowBatched()))
                .row("Allows Counters", text(config.allowCounter()))
                .row("Allows Msg Delete", text(!config.denyDelete()))
                .row("Allows Per-Message TTL", text(config.allowMessageTtl()))
                .row("Allows Purge", text(!config.denyPurge()))
                .row("Allows Schedules", text(config.allowSchedules()));
        if (config.allowMessageTtl() && config.deleteMarkerTtl().compareTo(Duration.ZERO) > 0) {
            columns.row("Subject Delete Markers TTL", GoDuration.brief(config.deleteMarkerTtl()));
        }
        columns.row("Allows Rollups", text(config.allowRollup()));
    }

    private static String text(boolean is) {
        return Boolean.toString(is);
    }

    private static void limits(Columns columns, StreamConfig config) {
        columns.title("Limits")
                .row("Maximum Messages", limit(config.maxMessages(), HumanNumbers::comma))
                .row("Maximum Per Subject", limit(config.maxMessagesPerSubject(), HumanNumbers::comma))
                .row("Maximum Bytes", limit(config.maxBytes(), HumanNumbers::bytes))
                .row("Maximum Age", config.maxAge().isZero() ? UNLIMITED : GoDuration.brief(config.maxAge()))
                .row("Maximum Message Size", limit(config.maxMessageBytes(), HumanNumbers::bytes))
                .row("Maximum Consumers", limit(config.maxConsumers(), HumanNumbers::comma));
        Duration threshold = config.consumerLimits().inactiveThreshold();
        if (!threshold.isZero()) {
            columns.row("Consumer Inactive Threshold", GoDuration.brief(threshold));
        }
        if (config.consumerLimits().maxAckPending() > 0) {
            columns.row(
                    "Consumer Max Ack Pending",
                    HumanNumbers.comma(config.consumerLimits().maxAckPending()));
        }
    }

    private static String limit(long most, LongFunction<String> shown) {
        return most <= 0 ? UNLIMITED : shown.apply(most);
    }

    private static void origins(Columns columns, StreamConfig config) {
        StreamSource mirror = config.mirror();
        if (mirror != null || !config.sources().isEmpty()) {
            columns.title("Replication");
        }
        if (mirror != null) {
            columns.row("Mirror", Rules.text(mirror));
        }
        String label = "Sources";
        for (StreamSource source : config.sources().stream()
                .sorted(Comparator.comparing(StreamSource::name))
                .toList()) {
            columns.row(label, Rules.text(source));
            label = "";
        }
    }
}
