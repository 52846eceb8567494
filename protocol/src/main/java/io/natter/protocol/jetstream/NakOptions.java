package io.natter.protocol.jetstream;

import io.natter.protocol.json.JsonForm;
import io.natter.protocol.json.ObjectReader;
import io.natter.protocol.json.ObjectWriter;
import io.natter.protocol.json.UnknownFields;
import java.time.Duration;

/**
 * What a negative acknowledgement asks for (D182).
 *
 * <p>Immutable.
 *
 * @param delay how long to wait before the next delivery
 * @param unknown fields that were read without being known
 */
public record NakOptions(Duration delay, UnknownFields unknown) {
    /** How it stands in JSON. */
    public static final JsonForm<NakOptions> JSON = JsonForm.of(NakOptions::read, NakOptions::write);

    /** All of it, and nothing unknown. */
    public NakOptions(Duration delay) {
        this(delay, UnknownFields.NONE);
    }

    private static NakOptions read(ObjectReader in) {
        return new NakOptions(in.duration("delay"), in.rest());
    }

    private void write(ObjectWriter out) {
        out.always("delay", delay).rest(unknown);
    }
}
