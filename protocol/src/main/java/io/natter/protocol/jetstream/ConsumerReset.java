package io.natter.protocol.jetstream;

import io.natter.protocol.json.JsonForm;
import io.natter.protocol.json.ObjectReader;
import io.natter.protocol.json.ObjectWriter;

/**
 * The answer to a request to reset a consumer (D39).
 *
 * <p>Immutable. The fields of both stand side by side in JSON.
 *
 * @param info the consumer
 * @param resetSequence sequence of the stream it starts at
 */
public record ConsumerReset(ConsumerInfo info, long resetSequence) {
    /** How it stands in JSON. */
    public static final JsonForm<ConsumerReset> JSON = JsonForm.of(ConsumerReset::read, ConsumerReset::write);

    private static ConsumerReset read(ObjectReader in) {
        long resetSequence = in.unsigned("reset_seq"); // before the rest is taken
        return new ConsumerReset(ConsumerInfo.JSON.readFrom(in), resetSequence);
    }

    private void write(ObjectWriter out) {
        ConsumerInfo.JSON.writeTo(info, out);
        out.alwaysUnsigned("reset_seq", resetSequence);
    }
}
