package io.natter.protocol.jetstream;

import io.natter.protocol.json.JsonForm;
import io.natter.protocol.json.ObjectReader;
import io.natter.protocol.json.ObjectWriter;
import io.natter.protocol.json.UnknownFields;
import java.time.Duration;

/**
 * What the consumers of a stream may have at most, and have by default (D78).
 *
 * <p>Immutable.
 *
 * @param inactiveThreshold longest inactivity, zero for no limit
 * @param maxAckPending most messages awaiting acknowledgement, 0 for no limit
 * @param unknown fields that were read without being known
 */
public record ConsumerLimits(Duration inactiveThreshold, long maxAckPending, UnknownFields unknown) {
    /** How it stands in JSON. */
    public static final JsonForm<ConsumerLimits> JSON = JsonForm.of(ConsumerLimits::read, ConsumerLimits::write);

    /** All of it, and nothing unknown. */
    public ConsumerLimits(Duration inactiveThreshold, long maxAckPending) {
        this(inactiveThreshold, maxAckPending, UnknownFields.NONE);
    }

    /** No limits. */
    public static final ConsumerLimits NONE = new ConsumerLimits(Duration.ZERO, 0);

    private static ConsumerLimits read(ObjectReader in) {
        return new ConsumerLimits(in.duration("inactive_threshold"), in.integer("max_ack_pending"), in.rest());
    }

    private void write(ObjectWriter out) {
        out.put("inactive_threshold", inactiveThreshold)
                .put("max_ack_pending", maxAckPending)
                .rest(unknown);
    }
}
