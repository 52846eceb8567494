package io.natter.protocol.jetstream;

import io.natter.protocol.json.JsonForm;
import io.natter.protocol.json.ObjectReader;
import io.natter.protocol.json.ObjectWriter;
import io.natter.protocol.json.UnknownFields;
import org.jspecify.annotations.Nullable;

/**
 * Who is to lead after the present leader (D42, D45).
 *
 * <p>Immutable.
 *
 * @param placement where the next leader is to be, or null for anyone
 * @param unknown fields that were read without being known
 */
public record LeaderStepdownRequest(@Nullable Placement placement, UnknownFields unknown) {
    /** How it stands in JSON. */
    public static final JsonForm<LeaderStepdownRequest> JSON =
            JsonForm.of(LeaderStepdownRequest::read, LeaderStepdownRequest::write);

    /** All of it, and nothing unknown. */
    public LeaderStepdownRequest(@Nullable Placement placement) {
        this(placement, UnknownFields.NONE);
    }

    private static LeaderStepdownRequest read(ObjectReader in) {
        return new LeaderStepdownRequest(in.objectOrNull("placement", Placement.JSON), in.rest());
    }

    private void write(ObjectWriter out) {
        out.put("placement", placement, Placement.JSON).rest(unknown);
    }
}
