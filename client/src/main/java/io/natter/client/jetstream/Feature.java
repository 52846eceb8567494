package io.natter.client.jetstream;

import io.natter.client.NatsConnection;
import io.natter.protocol.jetstream.Compression;
import io.natter.protocol.jetstream.ConsumerConfig;
import io.natter.protocol.jetstream.ConsumerLimits;
import io.natter.protocol.jetstream.PersistMode;
import io.natter.protocol.jetstream.Placement;
import io.natter.protocol.jetstream.PriorityPolicy;
import io.natter.protocol.jetstream.StreamConfig;
import io.natter.protocol.jetstream.StreamSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What older servers drop without a word: its name, since when it is there, and whether it is asked for.
 *
 * <p>Immutable. Names are those of the configuration's JSON and of headers.
 *
 * @param <T> what asks for it
 */
record Feature<T>(String name, ServerVersion since, Predicate<T> isUsed) {
    private static final List<Feature<StreamConfig>> OF_STREAMS = List.of(
            stream("republish", "2.8.3", config -> config.republish() != null),
            stream("allow_direct", "2.9.0", StreamConfig::allowDirect),
            stream("discard_new_per_subject", "2.9.1", StreamConfig::discardNewPerSubject),
            stream("compression", "2.10.0", config -> config.compression() != Compression.NONE),
            stream("first_seq", "2.10.0", config -> config.firstSequence() != 0),
            stream("subject_transform", "2.10.0", config -> config.subjectTransform() != null),
            stream(
                    "consumer_limits",
                    "2.10.0",
                    config -> !config.consumerLimits().equals(ConsumerLimits.NONE)),
            stream("metadata", "2.10.0", config -> !config.metadata().isEmpty()),
            stream("preferred of a placement", "2.11.0", Feature::isPreferring),
            stream(
                    "subject_transforms of a source",
                    "2.10.0",
                    config -> copies(config).stream()
                            .anyMatch(source -> !source.subjectTransforms().isEmpty())),
            stream("allow_msg_ttl", "2.11.0", StreamConfig::allowMessageTtl),
            stream(
                    "subject_delete_marker_ttl",
                    "2.11.0",
                    config -> !config.deleteMarkerTtl().isZero()),
            stream("allow_msg_counter", "2.12.0", StreamConfig::allowCounter),
            stream("allow_atomic", "2.12.0", StreamConfig::allowAtomic),
            stream("allow_msg_schedules", "2.12.0", StreamConfig::allowSchedules),
            stream("persist_mode", "2.12.0", config -> config.persistMode() != PersistMode.DEFAULT),
            stream("allow_batched", "2.14.0", StreamConfig::allowBatched),
            stream(
                    "consumer of a source",
                    "2.14.0",
                    config -> copies(config).stream().anyMatch(source -> source.consumer() != null)));

    private static final List<Feature<ConsumerConfig>> OF_CONSUMERS = List.of(
            consumer(
                    "filter_subjects",
                    "2.10.0",
                    config -> !config.filterSubjects().isEmpty()),
            consumer("metadata", "2.10.0", config -> !config.metadata().isEmpty()),
            consumer("pause_until", "2.11.0", config -> config.pauseUntil() != null),
            consumer(
                    "priority_groups",
                    "2.11.0",
                    config -> !config.priorityGroups().isEmpty()),
            consumer(
                    "priority_policy prioritized",
                    "2.12.0",
                    config -> config.priorityPolicy() == PriorityPolicy.PRIORITIZED));

    private static final List<Feature<PublishOptions>> OF_PUBLISHES = List.of(
            publish("Nats-TTL", "2.11.0", options -> options.ttl() != null),
            publish("Nats-Schedule", "2.12.0", options -> options.schedule() != null),
            publish(
                    "Nats-Schedule-Source",
                    "2.14.0",
                    options -> options.schedule() != null && options.schedule().source() != null),
            publish(
                    "Nats-Expected-Last-Subject-Sequence-Subject",
                    "2.11.0",
                    options -> options.expected().lastSubject() != null));

    private static Feature<StreamConfig> stream(String name, String since, Predicate<StreamConfig> isUsed) {
        return new Feature<>(name, ServerVersion.parse(since), isUsed);
    }

    private static Feature<ConsumerConfig> consumer(String name, String since, Predicate<ConsumerConfig> isUsed) {
        return new Feature<>(name, ServerVersion.parse(since), isUsed);
    }

    private static Feature<PublishOptions> publish(String name, String since, Predicate<PublishOptions> isUsed) {
        return new Feature<>(name, ServerVersion.parse(since), isUsed);
    }

    private static List<StreamSource> copies(StreamConfig config) {
        List<StreamSource> copies = new ArrayList<>(config.sources());
        StreamSource mirror = config.mirror();
        if (mirror != null) {
            copies.add(mirror);
        }
        return copies;
    }

    private static boolean isPreferring(StreamConfig config) {
        Placement placement = config.placement();
        return placement != null && !placement.preferred().isEmpty();
    }

    static void require(StreamConfig config, NatsConnection connection) {
        requireAll(OF_STREAMS, config, connection);
    }

    static void require(ConsumerConfig config, NatsConnection connection) {
        requireAll(OF_CONSUMERS, config, connection);
    }

    static void require(PublishOptions options, NatsConnection connection) {
        requireAll(OF_PUBLISHES, options, connection);
    }

    /** Refuses what a pull says of its priority group. */
    static void require(@Nullable PriorityOptions group, NatsConnection connection) {
        if (group != null) {
            require("priority_groups", "2.11.0", connection);
        }
    }

    /** Refuses something that no configuration asks for, below a version. */
    static void require(String name, String since, NatsConnection connection) {
        requireAll(
                List.of(new Feature<NatsConnection>(name, ServerVersion.parse(since), any -> true)),
                connection,
                connection);
    }

    private static <T> void requireAll(List<Feature<T>> features, T asked, NatsConnection connection) {
        ServerVersion version = ServerVersion.of(connection);
        for (Feature<T> feature : features) {
            if (!version.isAtLeast(feature.since) && feature.isUsed.test(asked)) {
                throw new UnsupportedByServerException(
                        feature.name,
                        version.text(),
                        "expected " + feature.since.text() + " or newer; nothing was done");
            }
        }
    }
}
