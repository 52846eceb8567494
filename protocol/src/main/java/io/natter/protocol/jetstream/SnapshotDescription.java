package io.natter.protocol.jetstream;

import io.natter.protocol.json.JsonForm;
import io.natter.protocol.json.ObjectReader;
import io.natter.protocol.json.ObjectWriter;
import io.natter.protocol.json.UnknownFields;

/**
 * A stream as it is backed up or restored (D30, D31).
 *
 * <p>Immutable.
 *
 * @param config what it is to be
 * @param state what is in it
 * @param unknown fields that were read without being known
 */
public record SnapshotDescription(StreamConfig config, StreamState state, UnknownFields unknown) {
    /** How it stands in JSON. */
    public static final JsonForm<SnapshotDescription> JSON =
            JsonForm.of(SnapshotDescription::read, SnapshotDescription::write);

    /** All of it, and nothing unknown. */
    public SnapshotDescription(StreamConfig config, StreamState state) {
        this(config, state, UnknownFields.NONE);
    }

    private static SnapshotDescription read(ObjectReader in) {
        return new SnapshotDescription(
                in.object("config", StreamConfig.JSON), in.object("state", StreamState.JSON), in.rest());
    }

    private void write(ObjectWriter out) {
        out.always("config", config, StreamConfig.JSON)
                .always("state", state, StreamState.JSON)
                .rest(unknown);
    }
}
