package io.natter.protocol.jetstream;

import io.natter.protocol.json.JsonForm;
import io.natter.protocol.json.ObjectReader;
import io.natter.protocol.json.ObjectWriter;
import io.natter.protocol.json.UnknownFields;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stream another one copies from (D71).
 *
 * <p>Immutable.
 *
 * @param name name of the origin
 * @param startSequence sequence to start at, unsigned, 0 for the first
 * @param startTime time to start at, or null
 * @param filterSubject filter of what is copied, or empty
 * @param subjectTransforms filters, and what their subjects become
 * @param external how to reach it in another account or domain, or null
 * @param consumer consumer to read through, or null
 * @param unknown fields that were read without being known
 */
public record StreamSource(
        String name,
        long startSequence,
        @Nullable Instant startTime,
        String filterSubject,
        List<SubjectTransformConfig> subjectTransforms,
        @Nullable ExternalStream external,
        @Nullable ConsumerSource consumer,
        UnknownFields unknown) {
    /** How it stands in JSON. */
    public static final JsonForm<StreamSource> JSON = JsonForm.of(StreamSource::read, StreamSource::write);

    /** Copies lists and maps. */
    public StreamSource {
        subjectTransforms = List.copyOf(subjectTransforms);
    }

    /** Starts a source that copies all of a stream. */
    public static StreamSourceBuilder builder(String name) {
        return new StreamSourceBuilder().name(name);
    }

    /** Starts from this one. */
    public StreamSourceBuilder toBuilder() {
        return new StreamSourceBuilder(this);
    }

    private static StreamSource read(ObjectReader in) {
        return new StreamSource(
                in.string("name"),
                in.unsigned("opt_start_seq"),
                in.time("opt_start_time"),
                in.string("filter_subject"),
                in.objects("subject_transforms", SubjectTransformConfig.JSON),
                in.objectOrNull("external", ExternalStream.JSON),
                in.objectOrNull("consumer", ConsumerSource.JSON),
                in.rest());
    }

    private void write(ObjectWriter out) {
        out.always("name", name)
                .putUnsigned("opt_start_seq", startSequence)
                .put("opt_start_time", startTime)
                .put("filter_subject", filterSubject)
                .putAll("subject_transforms", subjectTransforms, SubjectTransformConfig.JSON)
                .put("external", external, ExternalStream.JSON)
                .put("consumer", consumer, ConsumerSource.JSON)
                .rest(unknown);
    }
}
