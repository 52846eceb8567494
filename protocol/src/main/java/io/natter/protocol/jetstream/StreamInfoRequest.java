package io.natter.protocol.jetstream;

import io.natter.protocol.json.JsonForm;
import io.natter.protocol.json.ObjectReader;
import io.natter.protocol.json.ObjectWriter;
import io.natter.protocol.json.UnknownFields;

/**
 * What is wanted of the description of a stream (D23).
 *
 * <p>Immutable.
 *
 * @param offset how many subjects to pass over
 * @param deletedDetails whether missing sequences are wanted
 * @param subjectsFilter filter of the subjects that are wanted, or empty for none
 * @param unknown fields that were read without being known
 */
public record StreamInfoRequest(long offset, boolean deletedDetails, String subjectsFilter, UnknownFields unknown) {
    /** How it stands in JSON. */
    public static final JsonForm<StreamInfoRequest> JSON =
            JsonForm.of(StreamInfoRequest::read, StreamInfoRequest::write);

    /** All of it, and nothing unknown. */
    public StreamInfoRequest(long offset, boolean deletedDetails, String subjectsFilter) {
        this(offset, deletedDetails, subjectsFilter, UnknownFields.NONE);
    }

    private static StreamInfoRequest read(ObjectReader in) {
        return new StreamInfoRequest(
                in.integer("offset"), in.bool("deleted_details"), in.string("subjects_filter"), in.rest());
    }

    private void write(ObjectWriter out) {
        out.always("offset", offset)
                .put("deleted_details", deletedDetails)
                .put("subjects_filter", subjectsFilter)
                .rest(unknown);
    }
}
