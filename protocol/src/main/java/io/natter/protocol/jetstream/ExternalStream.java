package io.natter.protocol.jetstream;

import io.natter.protocol.json.JsonForm;
import io.natter.protocol.json.ObjectReader;
import io.natter.protocol.json.ObjectWriter;
import io.natter.protocol.json.UnknownFields;

/**
 * How to reach a stream of another account or domain (D71).
 *
 * <p>Immutable.
 *
 * @param apiPrefix prefix of its API subjects
 * @param deliverPrefix prefix of the subjects it delivers to
 * @param unknown fields that were read without being known
 */
public record ExternalStream(String apiPrefix, String deliverPrefix, UnknownFields unknown) {
    /** How it stands in JSON. */
    public static final JsonForm<ExternalStream> JSON = JsonForm.of(ExternalStream::read, ExternalStream::write);

    /** All of it, and nothing unknown. */
    public ExternalStream(String apiPrefix, String deliverPrefix) {
        this(apiPrefix, deliverPrefix, UnknownFields.NONE);
    }

    private static ExternalStream read(ObjectReader in) {
        return new ExternalStream(in.string("api"), in.string("deliver"), in.rest());
    }

    private void write(ObjectWriter out) {
        out.always("api", apiPrefix).always("deliver", deliverPrefix).rest(unknown);
    }
}
