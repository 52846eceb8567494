package io.natter.protocol.jetstream;

import io.natter.protocol.json.JsonForm;
import io.natter.protocol.json.ObjectReader;
import io.natter.protocol.json.ObjectWriter;
import io.natter.protocol.json.UnknownFields;
import java.time.Duration;

/**
 * A server that keeps a copy (D48).
 *
 * <p>Immutable.
 *
 * @param name name of the server
 * @param current whether it is up to date
 * @param offline whether it was not seen lately
 * @param active time since it was seen
 * @param lag operations it is behind
 * @param peer id of the server
 * @param pending whether it is still to join
 * @param unknown fields that were read without being known
 */
public record PeerInfo(
        String name,
        boolean current,
        boolean offline,
        Duration active,
        long lag,
        String peer,
        boolean pending,
        UnknownFields unknown) {
    /** How it stands in JSON. */
    public static final JsonForm<PeerInfo> JSON = JsonForm.of(PeerInfo::read, PeerInfo::write);

    /** All of it, and nothing unknown. */
    public PeerInfo(
            String name, boolean current, boolean offline, Duration active, long lag, String peer, boolean pending) {
        this(name, current, offline, active, lag, peer, pending, UnknownFields.NONE);
    }

    private static PeerInfo read(ObjectReader in) {
        return new PeerInfo(
                in.string("name"),
                in.bool("current"),
                in.bool("offline"),
                in.duration("active"),
                in.unsigned("lag"),
                in.string("peer"),
                in.bool("pending"),
                in.rest());
    }

    private void write(ObjectWriter out) {
        out.always("name", name)
                .always("current", current)
                .put("offline", offline)
                .always("active", active)
                .putUnsigned("lag", lag)
                .always("peer", peer)
                .put("pending", pending)
                .rest(unknown);
    }
}
