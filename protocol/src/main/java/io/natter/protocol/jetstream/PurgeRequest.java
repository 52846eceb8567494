package io.natter.protocol.jetstream;

import io.natter.protocol.json.JsonForm;
import io.natter.protocol.json.ObjectReader;
import io.natter.protocol.json.ObjectWriter;
import io.natter.protocol.json.UnknownFields;

/**
 * Which messages of a stream are to go (D27).
 *
 * <p>Immutable.
 *
 * @param sequence those before this sequence, unsigned, or 0
 * @param filter those of these subjects, or empty
 * @param keep all but so many, unsigned, or 0
 * @param unknown fields that were read without being known
 */
public record PurgeRequest(long sequence, String filter, long keep, UnknownFields unknown) {
    /** How it stands in JSON. */
    public static final JsonForm<PurgeRequest> JSON = JsonForm.of(PurgeRequest::read, PurgeRequest::write);

    /** All of it, and nothing unknown. */
    public PurgeRequest(long sequence, String filter, long keep) {
        this(sequence, filter, keep, UnknownFields.NONE);
    }

    /** All of them. */
    public static final PurgeRequest ALL = new PurgeRequest(0, "", 0);

    private static PurgeRequest read(ObjectReader in) {
        return new PurgeRequest(in.unsigned("seq"), in.string("filter"), in.unsigned("keep"), in.rest());
    }

    private void write(ObjectWriter out) {
        out.putUnsigned("seq", sequence)
                .put("filter", filter)
                .putUnsigned("keep", keep)
                .rest(unknown);
    }
}
