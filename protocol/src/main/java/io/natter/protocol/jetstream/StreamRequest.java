package io.natter.protocol.jetstream;

import io.natter.protocol.json.JsonForm;
import io.natter.protocol.json.ObjectReader;
import io.natter.protocol.json.ObjectWriter;

/**
 * A request to create or change a stream (D21, D22).
 *
 * <p>Immutable. The fields of both stand side by side in JSON.
 *
 * @param config what it is to be
 * @param pedantic whether the server must not adjust the configuration
 */
public record StreamRequest(StreamConfig config, boolean pedantic) {
    /** How it stands in JSON. */
    public static final JsonForm<StreamRequest> JSON = JsonForm.of(StreamRequest::read, StreamRequest::write);

    private static StreamRequest read(ObjectReader in) {
        boolean pedantic = in.bool("pedantic"); // before the rest is taken
        return new StreamRequest(StreamConfig.JSON.readFrom(in), pedantic);
    }

    private void write(ObjectWriter out) {
        StreamConfig.JSON.writeTo(config, out);
        out.put("pedantic", pedantic);
    }
}
