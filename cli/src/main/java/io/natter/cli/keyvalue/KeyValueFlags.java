package io.natter.cli.keyvalue;

import io.natter.cli.bucket.BucketFlags;
import io.natter.cli.command.UsageException;
import io.natter.client.keyvalue.KeyValueConfig;
import io.natter.client.keyvalue.KeyValueConfig.Limits;
import io.natter.client.keyvalue.KeyValueConfig.Origin;
import io.natter.protocol.jetstream.Republish;
import io.natter.protocol.jetstream.StreamSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * What a key-value bucket is to be, as {@code add} and {@code edit} are told it.
 *
 * <p><i>Confined to the command's thread.</i>
 */
final class KeyValueFlags {
    @Parameters(paramLabel = "<bucket>", description = "The bucket to act on")
    String bucket = "";

    @Mixin
    private BucketFlags flags = new BucketFlags();

    @Option(names = "--history", paramLabel = "COUNT", description = "How many historic values to keep per key")
    private @Nullable Integer history;

    @Option(names = "--marker-ttl", paramLabel = "DURATION", description = "Enables Per-Key TTLs and Limit Markers")
    private @Nullable Duration markerTtl;

    @Option(names = "--max-value-size", paramLabel = "BYTES", description = "Maximum size for any single value")
    private @Nullable String maxValueSize;

    @Option(
            names = "--republish-source",
            paramLabel = "SRC",
            description = "Republish messages to --republish-destination")
    private String republishSource = "";

    @Option(
            names = "--republish-destination",
            paramLabel = "DEST",
            description = "Republish destination for messages in --republish-source")
    private @Nullable String republishDestination;

    @Option(names = "--republish-headers", description = "Republish only message headers, no bodies")
    private boolean republishHeaders;

    @Option(names = "--source", paramLabel = "BUCKET", description = "Source from a different bucket")
    private List<String> sources = new ArrayList<>();

    /** The bucket as the flags want it; what they do not say is as {@code before}. */
    KeyValueConfig over(KeyValueConfig before) {
        return new KeyValueConfig(
                before.bucket(),
                flags.description(before.description()),
                history == null ? before.history() : history,
                flags.ttl(before.ttl()),
                markerTtl == null ? before.limitMarkerTtl() : markerTtl,
                new Limits(
                        flags.maxBytes(before.limits().bucketBytes()),
                        valueBytes(before.limits().valueBytes())),
                before.storage(),
                flags.replicas(before.replicas()),
                flags.isCompressed(before.compressed()),
                flags.placement(before.placement()),
                republishDestination == null
                        ? before.republish()
                        : new Republish(republishSource, republishDestination, republishHeaders),
                new Origin(before.origin().mirror(), sources(before.origin().sources())),
                flags.metadata(before.metadata()),
                before.atomic());
    }

    private int valueBytes(int before) {
        if (maxValueSize == null) {
            return before;
        }
        long bytes = BucketFlags.bytes("--max-value-size", maxValueSize);
        if (bytes > Integer.MAX_VALUE) {
            throw new UsageException(
                    "--max-value-size: got " + maxValueSize + ", expected at most " + Integer.MAX_VALUE + " bytes");
        }
        return (int) bytes;
    }

    private List<StreamSource> sources(List<StreamSource> before) {
        List<StreamSource> all = new ArrayList<>(before);
        sources.forEach(source -> all.add(StreamSource.builder(source).build()));
        return all;
    }
}
