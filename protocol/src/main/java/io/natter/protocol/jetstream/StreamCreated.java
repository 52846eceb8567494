package io.natter.protocol.jetstream;

import io.natter.protocol.json.JsonForm;
import io.natter.protocol.json.ObjectReader;
import io.natter.protocol.json.ObjectWriter;

/**
 * The answer to a request to create a stream (D21).
 *
 * <p>Immutable. The fields of both stand side by side in JSON.
 *
 * @param info the stream
 * @param didCreate whether it is new, or was there just so
 */
public record StreamCreated(StreamInfo info, boolean didCreate) {
    /** How it stands in JSON. */
    public static final JsonForm<StreamCreated> JSON = JsonForm.of(StreamCreated::read, StreamCreated::write);

    private static StreamCreated read(ObjectReader in) {
        boolean didCreate = in.bool("did_create"); // before the rest is taken
        return new StreamCreated(StreamInfo.JSON.readFrom(in), didCreate);
    }

    private void write(ObjectWriter out) {
        StreamInfo.JSON.writeTo(info, out);
        out.put("did_create", didCreate);
    }
}
