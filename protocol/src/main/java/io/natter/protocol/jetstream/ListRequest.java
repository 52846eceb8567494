package io.natter.protocol.jetstream;

import io.natter.protocol.json.JsonForm;
import io.natter.protocol.json.ObjectReader;
import io.natter.protocol.json.ObjectWriter;
import io.natter.protocol.json.UnknownFields;

/**
 * Which part of a list is wanted (D24, D25, D35).
 *
 * <p>Immutable.
 *
 * @param offset how many to pass over
 * @param subject those with interest in this filter, or empty
 * @param unknown fields that were read without being known
 */
public record ListRequest(long offset, String subject, UnknownFields unknown) {
    /** How it stands in JSON. */
    public static final JsonForm<ListRequest> JSON = JsonForm.of(ListRequest::read, ListRequest::write);

    /** All of it, and nothing unknown. */
    public ListRequest(long offset, String subject) {
        this(offset, subject, UnknownFields.NONE);
    }

    private static ListRequest read(ObjectReader in) {
        return new ListRequest(in.integer("offset"), in.string("subject"), in.rest());
    }

    private void write(ObjectWriter out) {
        out.always("offset", offset).put("subject", subject).rest(unknown);
    }
}
