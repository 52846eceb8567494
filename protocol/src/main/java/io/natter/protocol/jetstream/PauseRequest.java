package io.natter.protocol.jetstream;

import io.natter.protocol.json.JsonForm;
import io.natter.protocol.json.ObjectReader;
import io.natter.protocol.json.ObjectWriter;
import io.natter.protocol.json.UnknownFields;
import java.time.Instant;

/**
 * Until when a consumer is to pause (D38).
 *
 * <p>Immutable.
 *
 * @param pauseUntil a time to come; what is past or zero resumes
 * @param unknown fields that were read without being known
 */
public record PauseRequest(Instant pauseUntil, UnknownFields unknown) {
    /** How it stands in JSON. */
    public static final JsonForm<PauseRequest> JSON = JsonForm.of(PauseRequest::read, PauseRequest::write);

    /** All of it, and nothing unknown. */
    public PauseRequest(Instant pauseUntil) {
        this(pauseUntil, UnknownFields.NONE);
    }

    private static PauseRequest read(ObjectReader in) {
        return new PauseRequest(in.timeOrZero("pause_until"), in.rest());
    }

    private void write(ObjectWriter out) {
        out.always("pause_until", pauseUntil).rest(unknown);
    }
}
