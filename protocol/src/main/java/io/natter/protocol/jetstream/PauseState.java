package io.natter.protocol.jetstream;

import io.natter.protocol.json.JsonForm;
import io.natter.protocol.json.ObjectReader;
import io.natter.protocol.json.ObjectWriter;
import io.natter.protocol.json.UnknownFields;
import java.time.Duration;
import java.time.Instant;

/**
 * Whether a consumer is paused (D38).
 *
 * <p>Immutable.
 *
 * @param paused whether it is
 * @param pauseUntil until when
 * @param pauseRemaining for how much longer
 * @param unknown fields that were read without being known
 */
public record PauseState(boolean paused, Instant pauseUntil, Duration pauseRemaining, UnknownFields unknown) {
    /** How it stands in JSON. */
    public static final JsonForm<PauseState> JSON = JsonForm.of(PauseState::read, PauseState::write);

    /** All of it, and nothing unknown. */
    public PauseState(boolean paused, Instant pauseUntil, Duration pauseRemaining) {
        this(paused, pauseUntil, pauseRemaining, UnknownFields.NONE);
    }

    private static PauseState read(ObjectReader in) {
        return new PauseState(
                in.bool("paused"), in.timeOrZero("pause_until"), in.duration("pause_remaining"), in.rest());
    }

    private void write(ObjectWriter out) {
        out.always("paused", paused)
                .always("pause_until", pauseUntil)
                .put("pause_remaining", pauseRemaining)
                .rest(unknown);
    }
}
