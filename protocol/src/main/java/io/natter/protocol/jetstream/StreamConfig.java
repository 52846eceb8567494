package io.natter.protocol.jetstream;

import io.natter.protocol.json.JsonForm;
import io.natter.protocol.json.ObjectReader;
import io.natter.protocol.json.ObjectWriter;
import io.natter.protocol.json.UnknownFields;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a stream is to be (D60-D84).
 *
 * <p>Immutable. Absent numbers are 0, which a server reads as its default.
 *
 * @param name name of the stream
 * @param description text for people, or empty
 * @param subjects filters of what is stored
 * @param retention when messages are let go
 * @param maxConsumers most consumers; -1 or 0 for no limit
 * @param maxMessages most messages; -1 or 0 for no limit
 * @param maxBytes most bytes; -1 or 0 for no limit
 * @param maxAge longest a message is kept, zero for ever
 * @param maxMessagesPerSubject most messages of one subject; -1 or 0 for no limit
 * @param maxMessageBytes largest message, headers included; -1 or 0 for no limit
 * @param discard what gives way when the stream is full
 * @param storage where messages are kept
 * @param replicas number of servers that keep it; 0 stands for 1
 * @param noAck whether publishes are not acknowledged
 * @param duplicateWindow how long message ids are remembered, zero for the default
 * @param placement where it is to be, or null
 * @param mirror stream it is a copy of, or null
 * @param sources streams it copies from
 * @param compression how messages are compressed
 * @param firstSequence sequence of the first message, unsigned, 0 for 1
 * @param subjectTransform rule for subjects of what is published, or null
 * @param republish what is published again, or null
 * @param allowDirect whether messages can be had without the leader
 * @param mirrorDirect whether a mirror answers for its origin
 * @param discardNewPerSubject whether a full subject refuses what is new
 * @param sealed whether nothing goes in or out any more
 * @param denyDelete whether single messages cannot be deleted
 * @param denyPurge whether the stream cannot be purged
 * @param allowRollup whether a header may replace what was before
 * @param consumerLimits limits of its consumers
 * @param allowMessageTtl whether messages may carry a time to live
 * @param deleteMarkerTtl how long the marker of an aged subject stays, zero for none
 * @param allowCounter whether messages are increments of counters
 * @param allowAtomic whether batches can be published as one
 * @param allowSchedules whether messages can be scheduled
 * @param persistMode when a publish is acknowledged
 * @param allowBatched whether batches can be published fast
 * @param metadata facts about it by free names
 * @param unknown fields that were read without being known
 */
public record StreamConfig(
        String name,
        String description,
        List<String> subjects,
        RetentionPolicy retention,
        long maxConsumers,
        long maxMessages,
        long maxBytes,
        Duration maxAge,
        long maxMessagesPerSubject,
        int maxMessageBytes,
        DiscardPolicy discard,
        StorageType storage,
        int replicas,
        boolean noAck,
        Duration duplicateWindow,
        @Nullable Placement placement,
        @Nullable StreamSource mirror,
        List<StreamSource> sources,
        Compression compression,
        long firstSequence,
        @Nullable SubjectTransformConfig subjectTransform,
        @Nullable Republish republish,
        boolean allowDirect,
        boolean mirrorDirect,
        boolean discardNewPerSubject,
        boolean sealed,
        boolean denyDelete,
        boolean denyPurge,
        boolean allowRollup,
        ConsumerLimits consumerLimits,
        boolean allowMessageTtl,
        Duration deleteMarkerTtl,
        boolean allowCounter,
        boolean allowAtomic,
        boolean allowSchedules,
        PersistMode persistMode,
        boolean allowBatched,
        Map<String, String> metadata,
        UnknownFields unknown) {
    /** How it stands in JSON. */
    public static final JsonForm<StreamConfig> JSON = JsonForm.of(StreamConfig::read, StreamConfig::write);

    /** Copies lists and maps. */
    public StreamConfig {
        subjects = List.copyOf(subjects);
        sources = List.copyOf(sources);
        metadata = Map.copyOf(metadata);
    }

    /** Starts a stream with the defaults of a server. */
    public static StreamConfigBuilder builder(String name) {
        return new StreamConfigBuilder().name(name);
    }

    /** Starts from this one. */
    public StreamConfigBuilder toBuilder() {
        return new StreamConfigBuilder(this);
    }

    private static StreamConfig read(ObjectReader in) {
        return new StreamConfig(
                in.string("name"),
                in.string("description"),
                in.strings("subjects"),
                in.word("retention", RetentionPolicy.LIMITS),
                in.integer("max_consumers"),
                in.integer("max_msgs"),
                in.integer("max_bytes"),
                in.duration("max_age"),
                in.integer("max_msgs_per_subject"),
                in.integer32("max_msg_size"),
                in.word("discard", DiscardPolicy.OLD),
                in.word("storage", StorageType.FILE),
                in.clamped32("num_replicas"),
                in.bool("no_ack"),
                in.duration("duplicate_window"),
                in.objectOrNull("placement", Placement.JSON),
                in.objectOrNull("mirror", StreamSource.JSON),
                in.objects("sources", StreamSource.JSON),
                in.word("compression", Compression.NONE),
                in.unsigned("first_seq"),
                in.objectOrNull("subject_transform", SubjectTransformConfig.JSON),
                in.objectOrNull("republish", Republish.JSON),
                in.bool("allow_direct"),
                in.bool("mirror_direct"),
                in.bool("discard_new_per_subject"),
                in.bool("sealed"),
                in.bool("deny_delete"),
                in.bool("deny_purge"),
                in.bool("allow_rollup_hdrs"),
                in.object("consumer_limits", ConsumerLimits.JSON),
                in.bool("allow_msg_ttl"),
                in.duration("subject_delete_marker_ttl"),
                in.bool("allow_msg_counter"),
                in.bool("allow_atomic"),
                in.bool("allow_msg_schedules"),
                in.wordOrEmpty("persist_mode", PersistMode.DEFAULT),
                in.bool("allow_batched"),
                in.stringMap("metadata"),
                in.rest());
    }

    private void write(ObjectWriter out) {
        out.always("name", name)
                .put("description", description)
                .put("subjects", subjects)
                .always("retention", retention)
                .always("max_consumers", maxConsumers)
                .always("max_msgs", maxMessages)
                .always("max_bytes", maxBytes)
                .always("max_age", maxAge)
                .always("max_msgs_per_subject", maxMessagesPerSubject)
                .put("max_msg_size", maxMessageBytes)
                .always("discard", discard)
                .always("storage", storage)
                .always("num_replicas", replicas)
                .put("no_ack", noAck)
                .put("duplicate_window", duplicateWindow)
                .put("placement", placement, Placement.JSON)
                .put("mirror", mirror, StreamSource.JSON)
                .putAll("sources", sources, StreamSource.JSON)
                .always("compression", compression)
                .putUnsigned("first_seq", firstSequence)
                .put("subject_transform", subjectTransform, SubjectTransformConfig.JSON)
                .put("republish", republish, Republish.JSON)
                .always("allow_direct", allowDirect)
                .always("mirror_direct", mirrorDirect)
                .put("discard_new_per_subject", discardNewPerSubject)
                .always("sealed", sealed)
                .always("deny_delete", denyDelete)
                .always("deny_purge", denyPurge)
                .always("allow_rollup_hdrs", allowRollup)
                .always("consumer_limits", consumerLimits, ConsumerLimits.JSON)
                .always("allow_msg_ttl", allowMessageTtl)
                .put("subject_delete_marker_ttl", deleteMarkerTtl)
                .put("allow_msg_counter", allowCounter)
                .put("allow_atomic", allowAtomic)
                .put("allow_msg_schedules", allowSchedules)
                .put("persist_mode", persistMode, PersistMode.DEFAULT)
                .put("allow_batched", allowBatched)
                .put("metadata", metadata)
                .rest(unknown);
    }
}
