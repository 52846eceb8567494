package io.natter.server.jetstream.stream;

import io.natter.protocol.jetstream.ApiError;
import io.natter.protocol.json.JsonException;
import io.natter.protocol.json.JsonForm;
import io.natter.protocol.json.ObjectReader;
import io.natter.protocol.json.ObjectWriter;

/**
 * The answer to a publish that was refused: the error, and an acknowledgement of nothing (D100).
 *
 * <p>Immutable.
 */
record PubRefusal(ApiError error, String stream) {
    private static final JsonForm<PubRefusal> JSON = JsonForm.of(PubRefusal::read, PubRefusal::write);

    /** Its text. */
    static byte[] json(String stream, ApiError error) {
        return JSON.write(new PubRefusal(error, stream));
    }

    private static PubRefusal read(ObjectReader in) {
        throw new JsonException("refusal: got " + in.string("stream") + ", expected never to read one");
    }

    private void write(ObjectWriter out) {
        out.put("error", error, ApiError.JSON).always("stream", stream).alwaysUnsigned("seq", 0);
    }
}
