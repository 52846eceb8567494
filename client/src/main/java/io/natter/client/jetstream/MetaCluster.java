package io.natter.client.jetstream;

import io.natter.protocol.jetstream.ApiCall;
import io.natter.protocol.jetstream.LeaderStepdownRequest;
import io.natter.protocol.jetstream.PeerRequest;
import io.natter.protocol.jetstream.Placement;
import io.natter.protocol.jetstream.Success;
import io.natter.protocol.json.UnknownFields;

/** The cluster through requests of the system account (D45, D46). Thread-safe. */
final class MetaCluster implements JetStreamCluster {
    private final Api api;

    MetaCluster(Api api) {
        this.api = api;
    }

    @Override
    public void stepDown() {
        api.call(ApiCall.META_LEADER_STEPDOWN, Api.EMPTY, Success.JSON);
    }

    @Override
    public void stepDown(Placement placement) {
        byte[] request = LeaderStepdownRequest.JSON.write(new LeaderStepdownRequest(placement));
        api.call(ApiCall.META_LEADER_STEPDOWN, request, Success.JSON);
    }

    @Override
    public void removeServer(String server) {
        leave(ApiCall.SERVER_REMOVE, new PeerRequest(server));
    }

    @Override
    public void removeServerById(String id) {
        leave(ApiCall.SERVER_REMOVE, new PeerRequest("", id, UnknownFields.NONE));
    }

    @Override
    public void evacuateServer(String server) {
        Feature.require("evacuation of a server", "2.15.0", api.connection());
        leave(ApiCall.SERVER_EVACUATE, new PeerRequest(server));
    }

    private void leave(ApiCall call, PeerRequest request) {
        api.call(call, PeerRequest.JSON.write(request), Success.JSON);
    }
}
