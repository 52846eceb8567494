package io.natter.protocol.jetstream;

import io.natter.protocol.json.UnknownFields;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the fields of a {@link StreamSource}; each setter is named as its component. Confined to one thread. */
public final class StreamSourceBuilder {
    private String name = "";
    private long startSequence;
    private @Nullable Instant startTime;
    private String filterSubject = "";
    private List<SubjectTransformConfig> subjectTransforms = List.of();
    private @Nullable ExternalStream external;
    private @Nullable ConsumerSource consumer;
    private UnknownFields unknown = UnknownFields.NONE;

    StreamSourceBuilder() {}

    StreamSourceBuilder(StreamSource from) {
        name = from.name();
        startSequence = from.startSequence();
        startTime = from.startTime();
        filterSubject = from.filterSubject();
        subjectTransforms = from.subjectTransforms();
        external = from.external();
        consumer = from.consumer();
        unknown = from.unknown();
    }

    /** Sets name of the origin. */
    public StreamSourceBuilder name(String name) {
        this.name = name;
        return this;
    }

    /** Sets sequence to start at, unsigned, 0 for the first. */
    public StreamSourceBuilder startSequence(long startSequence) {
        this.startSequence = startSequence;
        return this;
    }

    /** Sets time to start at, or null. */
    public StreamSourceBuilder startTime(@Nullable Instant startTime) {
        this.startTime = startTime;
        return this;
    }

    /** Sets filter of what is copied, or empty. */
    public StreamSourceBuilder filterSubject(String filterSubject) {
        this.filterSubject = filterSubject;
        return this;
    }

    /** Sets filters, and what their subjects become. */
    public StreamSourceBuilder subjectTransforms(List<SubjectTransformConfig> subjectTransforms) {
        this.subjectTransforms = subjectTransforms;
        return this;
    }

    /** Sets how to reach it in another account or domain, or null. */
    public StreamSourceBuilder external(@Nullable ExternalStream external) {
        this.external = external;
        return this;
    }

    /** Sets consumer to read through, or null. */
    public StreamSourceBuilder consumer(@Nullable ConsumerSource consumer) {
        this.consumer = consumer;
        return this;
    }

    /** The fields collected so far. */
    public StreamSource build() {
        return new StreamSource(
                name, startSequence, startTime, filterSubject, subjectTransforms, external, consumer, unknown);
    }
}
