package io.natter.protocol.jetstream;

import io.natter.protocol.json.JsonForm;
import io.natter.protocol.json.ObjectReader;
import io.natter.protocol.json.ObjectWriter;
import io.natter.protocol.json.UnknownFields;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a mirror or a source has come (D241).
 *
 * <p>Immutable.
 *
 * @param name name of the origin
 * @param external how it is reached in another account or domain, or null
 * @param lag messages it is behind, unsigned
 * @param seq the last sequence of the origin that was copied, unsigned; 0 for none, and for mirrors
 * @param active time since something came, negative for never
 * @param error what went wrong last, or null
 * @param filterSubject filter of what is copied, or empty
 * @param subjectTransforms filters, and what their subjects become
 * @param unknown fields that were read without being known
 */
public record StreamSourceInfo(
        String name,
        @Nullable ExternalStream external,
        long lag,
        long seq,
        Duration active,
        @Nullable ApiError error,
        String filterSubject,
        List<SubjectTransformConfig> subjectTransforms,
        UnknownFields unknown) {
    /** How it stands in JSON. */
    public static final JsonForm<StreamSourceInfo> JSON = JsonForm.of(StreamSourceInfo::read, StreamSourceInfo::write);

    /** Copies lists and maps. */
    public StreamSourceInfo {
        subjectTransforms = List.copyOf(subjectTransforms);
    }

    /** All of it, and nothing unknown. */
    public StreamSourceInfo(
            String name,
            @Nullable ExternalStream external,
            long lag,
            long seq,
            Duration active,
            @Nullable ApiError error,
            String filterSubject,
            List<SubjectTransformConfig> subjectTransforms) {
        this(name, external, lag, seq, active, error, filterSubject, subjectTransforms, UnknownFields.NONE);
    }

    private static StreamSourceInfo read(ObjectReader in) {
        return new StreamSourceInfo(
                in.string("name"),
                in.objectOrNull("external", ExternalStream.JSON),
                in.unsigned("lag"),
                in.unsigned("seq"),
                in.duration("active"),
                in.objectOrNull("error", ApiError.JSON),
                in.string("filter_subject"),
                in.objects("subject_transforms", SubjectTransformConfig.JSON),
                in.rest());
    }

    private void write(ObjectWriter out) {
        out.always("name", name)
                .put("external", external, ExternalStream.JSON)
                .alwaysUnsigned("lag", lag)
                .putUnsigned("seq", seq)
                .always("active", active)
                .put("error", error, ApiError.JSON)
                .put("filter_subject", filterSubject)
                .putAll("subject_transforms", subjectTransforms, SubjectTransformConfig.JSON)
                .rest(unknown);
    }
}
