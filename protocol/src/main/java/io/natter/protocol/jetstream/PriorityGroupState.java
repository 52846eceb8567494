package io.natter.protocol.jetstream;

import io.natter.protocol.json.JsonForm;
import io.natter.protocol.json.ObjectReader;
import io.natter.protocol.json.ObjectWriter;
import io.natter.protocol.json.UnknownFields;
import java.time.Instant;

/**
 * Who of a priority group is pinned (D160).
 *
 * <p>Immutable.
 *
 * @param group name of the group
 * @param pinnedClientId id of the pinned client, or empty
 * @param pinnedTime since when
 * @param unknown fields that were read without being known
 */
public record PriorityGroupState(String group, String pinnedClientId, Instant pinnedTime, UnknownFields unknown) {
    /** How it stands in JSON. */
    public static final JsonForm<PriorityGroupState> JSON =
            JsonForm.of(PriorityGroupState::read, PriorityGroupState::write);

    /** All of it, and nothing unknown. */
    public PriorityGroupState(String group, String pinnedClientId, Instant pinnedTime) {
        this(group, pinnedClientId, pinnedTime, UnknownFields.NONE);
    }

    private static PriorityGroupState read(ObjectReader in) {
        return new PriorityGroupState(
                in.string("group"), in.string("pinned_client_id"), in.timeOrZero("pinned_ts"), in.rest());
    }

    private void write(ObjectWriter out) {
        out.always("group", group)
                .put("pinned_client_id", pinnedClientId)
                .always("pinned_ts", pinnedTime)
                .rest(unknown);
    }
}
