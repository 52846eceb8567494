package io.natter.protocol.jetstream;

import io.natter.protocol.json.JsonForm;
import io.natter.protocol.json.ObjectReader;
import io.natter.protocol.json.ObjectWriter;
import io.natter.protocol.json.UnknownFields;

/**
 * A rule that rewrites subjects (D74).
 *
 * <p>Immutable.
 *
 * @param source filter of what is rewritten
 * @param destination what it becomes
 * @param unknown fields that were read without being known
 */
public record SubjectTransformConfig(String source, String destination, UnknownFields unknown) {
    /** How it stands in JSON. */
    public static final JsonForm<SubjectTransformConfig> JSON =
            JsonForm.of(SubjectTransformConfig::read, SubjectTransformConfig::write);

    /** All of it, and nothing unknown. */
    public SubjectTransformConfig(String source, String destination) {
        this(source, destination, UnknownFields.NONE);
    }

    private static SubjectTransformConfig read(ObjectReader in) {
        return new SubjectTransformConfig(in.string("src"), in.string("dest"), in.rest());
    }

    private void write(ObjectWriter out) {
        out.always("src", source).always("dest", destination).rest(unknown);
    }
}
