package io.natter.protocol.jetstream;

import io.natter.protocol.json.JsonForm;
import io.natter.protocol.json.ObjectReader;
import io.natter.protocol.json.ObjectWriter;
import io.natter.protocol.json.UnknownFields;

/**
 * Which server is to give up a stream (D43), or to leave the cluster (D46).
 *
 * <p>Immutable.
 *
 * @param peer name of the server; of a stream's also its id
 * @param peerId id of a server that is to leave the cluster, in place of its name, or empty
 * @param unknown fields that were read without being known
 */
public record PeerRequest(String peer, String peerId, UnknownFields unknown) {
    /** How it stands in JSON. */
    public static final JsonForm<PeerRequest> JSON = JsonForm.of(PeerRequest::read, PeerRequest::write);

    /** The server of a name. */
    public PeerRequest(String peer) {
        this(peer, "", UnknownFields.NONE);
    }

    private static PeerRequest read(ObjectReader in) {
        return new PeerRequest(in.string("peer"), in.string("peer_id"), in.rest());
    }

    private void write(ObjectWriter out) {
        out.always("peer", peer).put("peer_id", peerId).rest(unknown);
    }
}
