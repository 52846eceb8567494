package io.natter.protocol.jetstream;

import io.natter.protocol.json.UnknownFields;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects the fields of a {@link StreamConfig}; each setter is named as its component. Confined to one thread. */
public final class StreamConfigBuilder {
    private String name = "";
    private String description = "";
    private List<String> subjects = List.of();
    private RetentionPolicy retention = RetentionPolicy.LIMITS;
    private long maxConsumers;
    private long maxMessages;
    private long maxBytes;
    private Duration maxAge = Duration.ZERO;
    private long maxMessagesPerSubject;
    private int maxMessageBytes;
    private DiscardPolicy discard = DiscardPolicy.OLD;
    private StorageType storage = StorageType.FILE;
    private int replicas;
    private boolean noAck;
    private Duration duplicateWindow = Duration.ZERO;
    private @Nullable Placement placement;
    private @Nullable StreamSource mirror;
    private List<StreamSource> sources = List.of();
    private Compression compression = Compression.NONE;
    private long firstSequence;
    private @Nullable SubjectTransformConfig subjectTransform;
    private @Nullable Republish republish;
    private boolean allowDirect;
    private boolean mirrorDirect;
    private boolean discardNewPerSubject;
    private boolean sealed;
    private boolean denyDelete;
    private boolean denyPurge;
    private boolean allowRollup;
    private ConsumerLimits consumerLimits = ConsumerLimits.NONE;
    private boolean allowMessageTtl;
    private Duration deleteMarkerTtl = Duration.ZERO;
    private boolean allowCounter;
    private boolean allowAtomic;
    private boolean allowSchedules;
    private PersistMode persistMode = PersistMode.DEFAULT;
    private boolean allowBatched;
    private Map<String, String> metadata = Map.of();
    private UnknownFields unknown = UnknownFields.NONE;

    StreamConfigBuilder() {}

    StreamConfigBuilder(StreamConfig from) {
        name = from.name();
        description = from.description();
        subjects = from.subjects();
        retention = from.retention();
        maxConsumers = from.maxConsumers();
        maxMessages = from.maxMessages();
        maxBytes = from.maxBytes();
        maxAge = from.maxAge();
        maxMessagesPerSubject = from.maxMessagesPerSubject();
        maxMessageBytes = from.maxMessageBytes();
        discard = from.discard();
        storage = from.storage();
        replicas = from.replicas();
        noAck = from.noAck();
        duplicateWindow = from.duplicateWindow();
        placement = from.placement();
        mirror = from.mirror();
        sources = from.sources();
        compression = from.compression();
        firstSequence = from.firstSequence();
        subjectTransform = from.subjectTransform();
        republish = from.republish();
        allowDirect = from.allowDirect();
        mirrorDirect = from.mirrorDirect();
        discardNewPerSubject = from.discardNewPerSubject();
        sealed = from.sealed();
        denyDelete = from.denyDelete();
        denyPurge = from.denyPurge();
        allowRollup = from.allowRollup();
        consumerLimits = from.consumerLimits();
        allowMessageTtl = from.allowMessageTtl();
        deleteMarkerTtl = from.deleteMarkerTtl();
        allowCounter = from.allowCounter();
        allowAtomic = from.allowAtomic();
        allowSchedules = from.allowSchedules();
        persistMode = from.persistMode();
        allowBatched = from.allowBatched();
        metadata = from.metadata();
        unknown = from.unknown();
    }

    /** Sets name of the stream. */
    public StreamConfigBuilder name(String name) {
        this.name = name;
        return this;
    }

    /** Sets text for people, or empty. */
    public StreamConfigBuilder description(String description) {
        this.description = description;
        return this;
    }

    /** Sets filters of what is stored. */
    public StreamConfigBuilder subjects(List<String> subjects) {
        this.subjects = subjects;
        return this;
    }

    /** Sets filters of what is stored. */
    public StreamConfigBuilder subjects(String... subjects) {
        return subjects(List.of(subjects));
    }

    /** Sets when messages are let go. */
    public StreamConfigBuilder retention(RetentionPolicy retention) {
        this.retention = retention;
        return this;
    }

    /** Sets most consumers; -1 or 0 for no limit. */
    public StreamConfigBuilder maxConsumers(long maxConsumers) {
        this.maxConsumers = maxConsumers;
        return this;
    }

    /** Sets most messages; -1 or 0 for no limit. */
    public StreamConfigBuilder maxMessages(long maxMessages) {
        this.maxMessages = maxMessages;
        return this;
    }

    /** Sets most bytes; -1 or 0 for no limit. */
    public StreamConfigBuilder maxBytes(long maxBytes) {
        this.maxBytes = maxBytes;
        return this;
    }

    /** Sets longest a message is kept, zero for ever. */
    public StreamConfigBuilder maxAge(Duration maxAge) {
        this.maxAge = maxAge;
        return this;
    }

    /** Sets most messages of one subject; -1 or 0 for no limit. */
    public StreamConfigBuilder maxMessagesPerSubject(long maxMessagesPerSubject) {
        this.maxMessagesPerSubject = maxMessagesPerSubject;
        return this;
    }

    /** Sets largest message, headers included; -1 or 0 for no limit. */
    public StreamConfigBuilder maxMessageBytes(int maxMessageBytes) {
        this.maxMessageBytes = maxMessageBytes;
        return this;
    }

    /** Sets what gives way when the stream is full. */
    public StreamConfigBuilder discard(DiscardPolicy discard) {
        this.discard = discard;
        return this;
    }

    /** Sets where messages are kept. */
    public StreamConfigBuilder storage(StorageType storage) {
        this.storage = storage;
        return this;
    }

    /** Sets number of servers that keep it; 0 stands for 1. */
    public StreamConfigBuilder replicas(int replicas) {
        this.replicas = replicas;
        return this;
    }

    /** Sets whether publishes are not acknowledged. */
    public StreamConfigBuilder noAck(boolean noAck) {
        this.noAck = noAck;
        return this;
    }

    /** Sets how long message ids are remembered, zero for the default. */
    public StreamConfigBuilder duplicateWindow(Duration duplicateWindow) {
        this.duplicateWindow = duplicateWindow;
        return this;
    }

    /** Sets where it is to be, or null. */
    public StreamConfigBuilder placement(@Nullable Placement placement) {
        this.placement = placement;
        return this;
    }

    /** Sets stream it is a copy of, or null. */
    public StreamConfigBuilder mirror(@Nullable StreamSource mirror) {
        this.mirror = mirror;
        return this;
    }

    /** Sets streams it copies from. */
    public StreamConfigBuilder sources(List<StreamSource> sources) {
        this.sources = sources;
        return this;
    }

    /** Sets how messages are compressed. */
    public StreamConfigBuilder compression(Compression compression) {
        this.compression = compression;
        return this;
    }

    /** Sets sequence of the first message, unsigned, 0 for 1. */
    public StreamConfigBuilder firstSequence(long firstSequence) {
        this.firstSequence = firstSequence;
        return this;
    }

    /** Sets rule for subjects of what is published, or null. */
    public StreamConfigBuilder subjectTransform(@Nullable SubjectTransformConfig subjectTransform) {
        this.subjectTransform = subjectTransform;
        return this;
    }

    /** Sets what is published again, or null. */
    public StreamConfigBuilder republish(@Nullable Republish republish) {
        this.republish = republish;
        return this;
    }

    /** Sets whether messages can be had without the leader. */
    public StreamConfigBuilder allowDirect(boolean allowDirect) {
        this.allowDirect = allowDirect;
        return this;
    }

    /** Sets whether a mirror answers for its origin. */
    public StreamConfigBuilder mirrorDirect(boolean mirrorDirect) {
        this.mirrorDirect = mirrorDirect;
        return this;
    }

    /** Sets whether a full subject refuses what is new. */
    public StreamConfigBuilder discardNewPerSubject(boolean discardNewPerSubject) {
        this.discardNewPerSubject = discardNewPerSubject;
        return this;
    }

    /** Sets whether nothing goes in or out any more. */
    public StreamConfigBuilder sealed(boolean sealed) {
        this.sealed = sealed;
        return this;
    }

    /** Sets whether single messages cannot be deleted. */
    public StreamConfigBuilder denyDelete(boolean denyDelete) {
        this.denyDelete = denyDelete;
        return this;
    }

    /** Sets whether the stream cannot be purged. */
    public StreamConfigBuilder denyPurge(boolean denyPurge) {
        this.denyPurge = denyPurge;
        return this;
    }

    /** Sets whether a header may replace what was before. */
    public StreamConfigBuilder allowRollup(boolean allowRollup) {
        this.allowRollup = allowRollup;
        return this;
    }

    /** Sets limits of its consumers. */
    public StreamConfigBuilder consumerLimits(ConsumerLimits consumerLimits) {
        this.consumerLimits = consumerLimits;
        return this;
    }

    /** Sets whether messages may carry a time to live. */
    public StreamConfigBuilder allowMessageTtl(boolean allowMessageTtl) {
        this.allowMessageTtl = allowMessageTtl;
        return this;
    }

    /** Sets how long the marker of an aged subject stays, zero for none. */
    public StreamConfigBuilder deleteMarkerTtl(Duration deleteMarkerTtl) {
        this.deleteMarkerTtl = deleteMarkerTtl;
        return this;
    }

    /** Sets whether messages are increments of counters. */
    public StreamConfigBuilder allowCounter(boolean allowCounter) {
        this.allowCounter = allowCounter;
        return this;
    }

    /** Sets whether batches can be published as one. */
    public StreamConfigBuilder allowAtomic(boolean allowAtomic) {
        this.allowAtomic = allowAtomic;
        return this;
    }

    /** Sets whether messages can be scheduled. */
    public StreamConfigBuilder allowSchedules(boolean allowSchedules) {
        this.allowSchedules = allowSchedules;
        return this;
    }

    /** Sets when a publish is acknowledged. */
    public StreamConfigBuilder persistMode(PersistMode persistMode) {
        this.persistMode = persistMode;
        return this;
    }

    /** Sets whether batches can be published fast. */
    public StreamConfigBuilder allowBatched(boolean allowBatched) {
        this.allowBatched = allowBatched;
        return this;
    }

    /** Sets facts about it by free names. */
    public StreamConfigBuilder metadata(Map<String, String> metadata) {
        this.metadata = metadata;
        return this;
    }

    /** The fields collected so far. */
    public StreamConfig build() {
        return new StreamConfig(
                name,
                description,
                subjects,
                retention,
                maxConsumers,
                maxMessages,
                maxBytes,
                maxAge,
                maxMessagesPerSubject,
                maxMessageBytes,
                discard,
                storage,
                replicas,
                noAck,
                duplicateWindow,
                placement,
                mirror,
                sources,
                compression,
                firstSequence,
                subjectTransform,
                republish,
                allowDirect,
                mirrorDirect,
                discardNewPerSubject,
                sealed,
                denyDelete,
                denyPurge,
                allowRollup,
                consumerLimits,
                allowMessageTtl,
                deleteMarkerTtl,
                allowCounter,
                allowAtomic,
                allowSchedules,
                persistMode,
                allowBatched,
                metadata,
                unknown);
    }
}
