package io.natter.cli.stream;

import io.natter.cli.command.UsageException;
import io.natter.protocol.jetstream.Republish;
import io.natter.protocol.jetstream.StreamConfigBuilder;
import io.natter.protocol.jetstream.SubjectTransformConfig;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Flags that switch features of a stream on or off; null where nothing is said.
 *
 * <p><i>Confined to the thread that parses, then read by the command.</i>
 */
final class StreamFeatureFlags {
    @Option(names = "--allow-batch", negatable = true, description = "Allow atomic batch publishing")
    @Nullable
    Boolean allowAtomic;

    @Option(names = "--allow-fast", negatable = true, description = "Allow fast batch publishing")
    @Nullable
    Boolean allowBatched;

    @Option(names = "--allow-counter", description = "Configures the stream as a distributed counter")
    @Nullable
    Boolean allowCounter;

    @Option(
            names = "--allow-rollup",
            negatable = true,
            description = "Allows roll-ups to be done by publishing messages with special headers")
    @Nullable
    Boolean allowRollup;

    @Option(names = "--deny-delete", negatable = true, description = "Deny messages from being deleted via the API")
    @Nullable
    Boolean denyDelete;

    @Option(names = "--deny-purge", negatable = true, description = "Deny entire stream or subject purges via the API")
    @Nullable
    Boolean denyPurge;

    @Option(
            names = "--allow-direct",
            negatable = true,
            description = "Allows fast, direct, access to stream data via the direct get API")
    @Nullable
    Boolean allowDirect;

    @Option(
            names = "--allow-mirror-direct",
            negatable = true,
            description = "Allows fast, direct, access to stream data via the direct get API on mirrors")
    @Nullable
    Boolean mirrorDirect;

    @Option(names = "--allow-msg-ttl", description = "Allows per-message TTL handling")
    @Nullable
    Boolean allowMessageTtl;

    @Option(names = "--allow-schedules", negatable = true, description = "Allows message schedules")
    @Nullable
    Boolean allowSchedules;

    @Option(
            names = "--subject-del-markers-ttl",
            paramLabel = "DURATION",
            description = "How long delete markers should persist in the stream")
    @Nullable
    Duration deleteMarkerTtl;

    @Option(names = "--transform-source", paramLabel = "SOURCE", description = "Stream subject transform source")
    @Nullable
    String transformSource;

    @Option(
            names = "--transform-destination",
            paramLabel = "DEST",
            description = "Stream subject transform destination")
    @Nullable
    String transformDestination;

    @Option(names = "--metadata", paramLabel = "META", description = "Adds metadata to the stream")
    @Nullable
    Map<String, String> metadata;

    @Option(
            names = "--republish-source",
            paramLabel = "SOURCE",
            description = "Republish messages to --republish-destination")
    @Nullable
    String republishSource;

    @Option(
            names = "--republish-destination",
            paramLabel = "DEST",
            description = "Republish destination for messages in --republish-source")
    @Nullable
    String republishDestination;

    @Option(names = "--republish-headers", description = "Republish only message headers, no bodies")
    boolean republishHeaders;

    /**
     * Says all of it to {@code config}.
     *
     * @throws UsageException if only half of a pair of flags is given
     */
    void apply(StreamConfigBuilder config) {
        set(allowAtomic, config::allowAtomic);
        set(allowBatched, config::allowBatched);
        set(allowCounter, config::allowCounter);
        set(allowRollup, config::allowRollup);
        set(denyDelete, config::denyDelete);
        set(denyPurge, config::denyPurge);
        set(allowDirect, config::allowDirect);
        set(mirrorDirect, config::mirrorDirect);
        set(allowMessageTtl, config::allowMessageTtl);
        set(allowSchedules, config::allowSchedules);
        set(deleteMarkerTtl, config::deleteMarkerTtl);
        set(metadata, config::metadata);
        if (republishHeaders || republishSource != null || republishDestination != null) {
            config.republish(new Republish(
                    half(republishSource, "republish"), half(republishDestination, "republish"), republishHeaders));
        }
        if (transformSource != null || transformDestination != null) {
            config.subjectTransform(new SubjectTransformConfig(
                    half(transformSource, "transform"), half(transformDestination, "transform")));
        }
    }

    static <T> void set(@Nullable T value, Function<T, StreamConfigBuilder> setter) {
        if (value != null) {
            var unused = setter.apply(value); // the builder itself
        }
    }

    private static String half(@Nullable String value, String pair) {
        if (value == null || value.isEmpty()) {
            throw new UsageException("must specify both --" + pair + "-source and --" + pair + "-destination");
        }
        return value;
    }
}
