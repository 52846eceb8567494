package io.natter.client.jetstream;

import io.natter.protocol.jetstream.ApiCall;
import io.natter.protocol.jetstream.ClusterInfo;
import io.natter.protocol.jetstream.LeaderStepdownRequest;
import io.natter.protocol.jetstream.PeerRequest;
import io.natter.protocol.jetstream.Placement;
import io.natter.protocol.jetstream.Success;
import java.util.Optional;

/** The cluster of a stream through requests with the stream's name (D42-D44). Thread-safe. */
final class NamedStreamCluster implements StreamCluster {
    private final Api api;
    private final StreamContext stream;

    NamedStreamCluster(Api api, StreamContext stream) {
        this.api = api;
        this.stream = stream;
    }

    @Override
    public Optional<ClusterInfo> info() {
        return Optional.ofNullable(stream.info().cluster());
    }

    @Override
    public void stepDown() {
        call(ApiCall.STREAM_LEADER_STEPDOWN, Api.EMPTY);
    }

    @Override
    public void stepDown(Placement placement) {
        Feature.require("placement of a stepdown", "2.11.0", api.connection());
        call(ApiCall.STREAM_LEADER_STEPDOWN, LeaderStepdownRequest.JSON.write(new LeaderStepdownRequest(placement)));
    }

    @Override
    public void removePeer(String server) {
        call(ApiCall.STREAM_PEER_REMOVE, PeerRequest.JSON.write(new PeerRequest(server)));
    }

    @Override
    public void evacuatePeer(String server) {
        Feature.require("evacuation of a peer", "2.15.0", api.connection());
        call(ApiCall.STREAM_PEER_EVACUATE, PeerRequest.JSON.write(new PeerRequest(server)));
    }

    @Override
    public void cancelMove() {
        Feature.require("cancelling of a move", "2.15.0", api.connection());
        call(ApiCall.STREAM_CANCEL_MOVE, Api.EMPTY);
    }

    private void call(ApiCall call, byte[] request) {
        api.call(call, stream.name(), request, Success.JSON);
    }
}
