package io.natter.protocol.jetstream;

import io.natter.protocol.json.JsonForm;
import io.natter.protocol.json.ObjectReader;
import io.natter.protocol.json.ObjectWriter;
import io.natter.protocol.json.UnknownFields;

/**
 * What a stream publishes again once it is stored (D75).
 *
 * <p>Immutable.
 *
 * @param source filter of what is republished, everything when empty
 * @param destination subject it goes to
 * @param headersOnly whether the payload is left out
 * @param unknown fields that were read without being known
 */
public record Republish(String source, String destination, boolean headersOnly, UnknownFields unknown) {
    /** How it stands in JSON. */
    public static final JsonForm<Republish> JSON = JsonForm.of(Republish::read, Republish::write);

    /** All of it, and nothing unknown. */
    public Republish(String source, String destination, boolean headersOnly) {
        this(source, destination, headersOnly, UnknownFields.NONE);
    }

    private static Republish read(ObjectReader in) {
        return new Republish(in.string("src"), in.string("dest"), in.bool("headers_only"), in.rest());
    }

    private void write(ObjectWriter out) {
        out.put("src", source)
                .always("dest", destination)
                .put("headers_only", headersOnly)
                .rest(unknown);
    }
}
